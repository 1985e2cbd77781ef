import { found } from "@/lib/probes/check";
import type { Finding, Service } from "@/lib/probes/schema";

/**
 * What a provider's refusal means in general, by its status (null where no answer came); a provider's own probe looks at what it
 * knows better first.
 */
export function findingOfAnswer(service: Service, { status, reason }: { status: number | null; reason?: string | undefined }): Finding {
  if (status === null) return found(service, "unreachable", { reason: reason ?? "no connection" });
  if (status === 429) return found(service, "rate_limited", { status });
  if (status >= 500) return found(service, "down", { status });
  return found(service, "unexpected", { status });
}

/** "ECONNREFUSED" out of whatever a client throws: the word that a person can search for, and never an address or a key. */
export function connectionReason(error: unknown): string {
  for (let cause: unknown = error; cause instanceof Error; cause = cause.cause) {
    if ("code" in cause && typeof cause.code === "string" && /^[A-Z_0-9]+$/.test(cause.code)) return cause.code;
  }
  return "no connection";
}
