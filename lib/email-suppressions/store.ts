import "server-only";
import { createHash } from "node:crypto";
import type { ClientSession } from "mongodb";
import { collections } from "@/lib/db/collections";
import { duplicateKeyFields } from "@/lib/db/errors";
import type { EmailSuppression, MailEventDocument } from "./schema";

/** The key of an address. */
export function hashOfAddress(address: string): string {
  return createHash("sha256").update(address.trim().toLowerCase()).digest("hex");
}

export function findSuppression(address: string, session?: ClientSession): Promise<EmailSuppression | null> {
  return collections().email_suppressions.findOne({ _id: hashOfAddress(address) }, session ? { session } : {});
}

/** What is known of these addresses, by their hash; of most there is nothing. */
export async function findSuppressions(addresses: string[]): Promise<Map<string, EmailSuppression>> {
  const rows = await collections().email_suppressions.find({ _id: { $in: addresses.map(hashOfAddress) } }).toArray();
  return new Map(rows.map((row) => [row._id, row]));
}

/** Writes the named marks of the address; a first one makes the row. */
export async function markAddress(order: {
  address: string;
  marks: Partial<Pick<EmailSuppression, "user_id" | "undeliverable" | "complained_at" | "no_invites_at" | "proved_at">>;
  now: Date;
  session?: ClientSession;
}): Promise<void> {
  const { address, marks, now, session } = order;
  const unmarked = { user_id: null, undeliverable: null, complained_at: null, no_invites_at: null, proved_at: null };
  const missing = Object.fromEntries(Object.entries(unmarked).filter(([field]) => !(field in marks)));
  const write = () =>
    collections().email_suppressions.updateOne(
      { _id: hashOfAddress(address) },
      { $set: { ...marks, updated_at: now }, $setOnInsert: { ...missing, created_at: now } },
      { upsert: true, ...(session && { session }) },
    );
  // Two first marks at once, outside a transaction: the loser's second try finds the row.
  await write().catch((error: unknown) => (session || !duplicateKeyFields(error) ? Promise.reject(error) : write()));
}

/** True where nothing is held against the address any more after the write; an address without a row is left without one. */
export async function clearMarks({ address, now, session }: { address: string; now: Date; session?: ClientSession }): Promise<void> {
  const cleared = { undeliverable: null, complained_at: null, proved_at: now, updated_at: now };
  await collections().email_suppressions.updateOne({ _id: hashOfAddress(address) }, { $set: cleared }, session ? { session } : {});
}

/** False where the report was here already: the primary key is the guard, however often and wherever it arrives. */
export async function insertMailEvent(event: MailEventDocument, session: ClientSession): Promise<boolean> {
  // Asked first, because a duplicate would abort the transaction; of two at once one meets the other's write and starts again.
  if (await collections().email_events.findOne({ _id: event._id }, { session, projection: { _id: 1 } })) return false;
  await collections().email_events.insertOne(event, { session });
  return true;
}
