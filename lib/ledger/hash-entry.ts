import { hash } from "node:crypto";
import type { LedgerEntry } from "./schema";

/** What the first entry follows. */
export const beginning = "0".repeat(64);

/** Over everything that an entry says and over the hash of the one before, so that no word of it can be changed later, nor its place. */
export function hashEntry(entry: LedgerEntry, { seq, previous_hash }: { seq: number; previous_hash: string }): string {
  const { _id, source, kind, booking_id, tutor_id, market_id, currency, lines, stripe, day, created_at } = entry;
  const said = [
    ...[seq, previous_hash, _id, source, kind, booking_id, tutor_id, market_id, currency, day, created_at.toISOString()],
    lines.map(({ account, amount }) => [account, amount]),
    stripe ? [stripe.key, stripe.amount, stripe.fee] : null,
  ];
  return hash("sha256", JSON.stringify(said));
}
