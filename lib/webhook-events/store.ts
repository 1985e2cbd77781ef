import "server-only";
import { collections } from "@/lib/db/collections";
import { duplicateKeyFields } from "@/lib/db/errors";
import type { StripeHint } from "@/lib/integrations/stripe/events";

/** Puts an event into the inbox; false where it was there. The primary key is the guard: however often and wherever it arrives, it is one row. */
export async function insertEvent({ id, ...hint }: StripeHint, now: Date): Promise<boolean> {
  try {
    await collections().webhook_events.insertOne({ _id: id, ...hint, status: "pending", attempts: 0, run_at: now, last_error: null, received_at: now, done_at: null });
    return true;
  } catch (error) {
    if (duplicateKeyFields(error)) return false;
    throw error;
  }
}
