import "server-only";
import type { ClientSession } from "mongodb";
import { newId } from "@/lib/core/id";
import { collections } from "@/lib/db/collections";
import { duplicateKeyFields } from "@/lib/db/errors";
import type { OutboxTask } from "./schema";

/**
 * Writes down what must happen; pass the session of the transaction that makes the reason true. A key that is there
 * already is left as it is, so repeating the call changes nothing. Due at once unless told otherwise.
 */
export async function addTask({ key, task, now, run_at = now, session }: { key: string; task: OutboxTask; now: Date; run_at?: Date; session?: ClientSession }): Promise<void> {
  const row = { _id: newId("outbox"), task, status: "pending" as const, attempts: 0, run_at, last_error: null, created_at: now, done_at: null };
  await collections()
    .outbox.updateOne({ key }, { $setOnInsert: row }, { upsert: true, ...(session && { session }) })
    .catch((error: unknown) => {
      // Two writers of one key outside a transaction: the other one's row is the same.
      if (session || !duplicateKeyFields(error)) throw error;
    });
}
