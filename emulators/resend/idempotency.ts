import { createHash } from "node:crypto";
import type { EmulatorContext, EmulatorRequest } from "../emulator.ts";
import { ResendRefusal } from "./errors.ts";

const keys = "resend.idempotency_keys";
const remembered_ms = 24 * 3_600_000;

interface Remembered {
  fingerprint: string;
  answer: object;
  at: string;
}

/**
 * The same key with the same body answers what it answered before, for 24 hours; with another body it is refused, and
 * so is a second request while the first is under way. A refused request is not remembered: its key is free again.
 * https://resend.com/docs/dashboard/emails/idempotency-keys
 */
export function createIdempotency(context: EmulatorContext) {
  const under_way = new Set<string>();

  return {
    forget: () => under_way.clear(),
    async once(request: EmulatorRequest, work: () => Promise<object>): Promise<object> {
      const key = request.headers["idempotency-key"];
      if (key === undefined) return work();
      if (key.length < 1 || key.length > 256) throw new ResendRefusal("invalid_idempotency_key", "The key must be between 1-256 chars.");

      const id = hash(`${request.headers.authorization} ${request.url.pathname} ${key}`);
      const fingerprint = hash(request.body);
      const before = context.store.get<Remembered>(keys, id);
      if (before && context.now().getTime() - Date.parse(before.at) < remembered_ms) {
        if (before.fingerprint === fingerprint) return before.answer;
        throw new ResendRefusal("invalid_idempotent_request", "Same idempotency key used with a different request payload.");
      }
      if (under_way.has(id)) throw new ResendRefusal("concurrent_idempotent_requests", "Same idempotency key used while original request is still in progress.");

      under_way.add(id);
      try {
        const answer = await work();
        context.store.put<Remembered>(keys, id, { fingerprint, answer, at: context.now().toISOString() });
        return answer;
      } finally {
        under_way.delete(id);
      }
    },
  };
}

function hash(of: string | Buffer): string {
  return createHash("sha256").update(of).digest("hex");
}
