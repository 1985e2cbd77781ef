import { type ClientSession, ClientSession as Session, Collection } from "mongodb";
import { stripe } from "@/lib/integrations/stripe/client";

/** Something that stays: a write to the database, the end of a transaction, a request that changes something at Stripe. */
export interface Write {
  /** "payments.insertOne", "commitTransaction", "POST /v1/refunds". */
  what: string;
  /** Of the transaction it is in. */
  session: ClientSession | null;
  /** Of a request to Stripe: its idempotency key. The SDK repeats a request under the same, and gives one to those that have none. */
  key?: string;
}

export interface WriteHook {
  /** A promise that stays open keeps the write from happening. */
  before?: (write: Write) => Promise<void>;
  after?: (write: Write) => Promise<void>;
}

type Method = (...parts: unknown[]) => Promise<unknown>;

const writing = ["insertOne", "insertMany", "updateOne", "updateMany", "findOneAndUpdate", "bulkWrite", "deleteOne", "deleteMany"] as const;

/** For proofs: from now on everything in this process that stays goes by this hook. The clients themselves are as the product has them. */
export function watchWrites(hook: WriteHook): void {
  for (const name of writing) {
    wrap(Collection.prototype, name, hook, (collection, parts) => {
      const options = parts.find((part): part is { session?: ClientSession } => typeof part === "object" && part !== null && "session" in part);
      return { what: `${(collection as Collection).collectionName}.${name}`, session: options?.session ?? null };
    });
  }
  wrap(Session.prototype, "commitTransaction", hook, (session) => ({ what: "commitTransaction", session: session as ClientSession }));
  const { getApiField } = stripe() as unknown as { getApiField: (name: string) => object };
  wrap(getApiField.call(stripe(), "httpClient"), "makeRequest", hook, (_, [, , path, method, headers]) => {
    const key = (headers as Record<string, string>)["Idempotency-Key"] ?? "";
    return method === "GET" ? null : { what: `${String(method)} ${String(path)}`, session: null, key };
  });
}

function wrap(target: object, name: string, { before, after }: WriteHook, describe: (self: unknown, parts: unknown[]) => Write | null): void {
  const methods = target as Record<string, Method>;
  const original = methods[name];
  if (!original) throw new Error(`there is no ${name} to watch`);
  methods[name] = async function watched(this: unknown, ...parts: unknown[]): Promise<unknown> {
    const write = describe(this, parts);
    if (!write) return original.apply(this, parts);
    await before?.(write);
    const answer = await original.apply(this, parts);
    await after?.(write);
    return answer;
  };
}

/** Whoever dies in a transaction leaves it open, and the server ends it a minute and a half later (lib/db/client.ts): that is done at once. */
export async function leaveTransaction({ session }: Write): Promise<void> {
  if (session?.inTransaction()) await session.abortTransaction().catch(() => undefined);
}
