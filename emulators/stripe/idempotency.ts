import type { EmulatorStore } from "../emulator.ts";
import { StripeFailure } from "./errors.ts";

export interface Remembered {
  key: string;
  caller_key: string;
  endpoint: string;
  fingerprint: string;
  request_id: string;
  created_ms: number;
  status: number;
  body: string;
}

export interface IdempotentCall {
  caller_key: string;
  idempotency_key: string;
  endpoint: string;
  fingerprint: string;
}

const keptMs = 24 * 3600 * 1000;
/** Stripe keeps every key for a day; here a test that makes a hundred thousand calls must not keep them all. */
const keptAtMost = 20_000;

export type Idempotency = ReturnType<typeof createIdempotency>;

/** Remembers the first answer under each Idempotency-Key: https://docs.stripe.com/api/idempotent_requests */
export function createIdempotency(store: EmulatorStore, now: () => Date) {
  const collection = "stripe.idempotency_keys";
  const inFlight = new Set<string>();
  // The names oldest first, read from the store only when a key is remembered for the first time.
  let names: Set<string> | null = null;
  const nameOf = (call: IdempotentCall) => `${call.caller_key} ${call.idempotency_key}`;

  return {
    /** The remembered answer, or null where this call is the first; then the key is taken until `finish` or `release`. */
    begin(call: IdempotentCall): Remembered | null {
      if (call.idempotency_key.length > 255) {
        throw new StripeFailure(400, { type: "invalid_request_error", message: "Idempotency keys can be at most 255 characters long." });
      }
      const name = nameOf(call);
      if (inFlight.has(name)) throw inUse(call.idempotency_key);
      const known = store.get<Remembered>(collection, name);
      if (!known || known.created_ms + keptMs < now().getTime()) {
        inFlight.add(name);
        return null;
      }
      if (known.endpoint !== call.endpoint)
        throw otherUse(
          `Keys for idempotent requests can only be used for the same endpoint they were first used for ('${known.endpoint}' vs '${call.endpoint}').`,
          call,
        );
      if (known.fingerprint !== call.fingerprint)
        throw otherUse("Keys for idempotent requests can only be used with the same parameters they were first used with.", call);
      return known;
    },
    finish(call: IdempotentCall, answer: { request_id: string; status: number; body: string }): void {
      const { endpoint, fingerprint, idempotency_key: key } = call;
      const name = nameOf(call);
      store.put<Remembered>(collection, name, { key, endpoint, fingerprint, caller_key: call.caller_key, created_ms: now().getTime(), ...answer });
      inFlight.delete(name);
      forgetOldest(name);
    },
    release: (call: IdempotentCall) => void inFlight.delete(nameOf(call)),
    /** After a reset emptied the store. */
    reload: () => void (names = null),
  };

  function forgetOldest(newest: string): void {
    names ??= new Set(store.list<Remembered>(collection).map(({ caller_key, key }) => `${caller_key} ${key}`));
    names.delete(newest);
    names.add(newest);
    for (const name of names) {
      const isOld = (store.get<Remembered>(collection, name)?.created_ms ?? 0) + keptMs < now().getTime();
      if (!isOld && names.size <= keptAtMost) return;
      store.remove(collection, name);
      names.delete(name);
    }
  }
}

function inUse(key: string): StripeFailure {
  return new StripeFailure(409, {
    type: "invalid_request_error",
    code: "idempotency_key_in_use",
    message: `There is currently another in-progress request using this Idempotent Key (that probably means you submitted twice, and the other request is still going through): ${key}. Please try again later.`,
  });
}

function otherUse(why: string, { idempotency_key }: IdempotentCall): StripeFailure {
  return new StripeFailure(400, {
    type: "idempotency_error",
    message: `${why} Try using a key other than '${idempotency_key}' if you meant to execute a different request.`,
  });
}
