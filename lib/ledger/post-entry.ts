import "server-only";
import type { ClientSession } from "mongodb";
import type { BookingDocument } from "@/lib/bookings/schema";
import { newId } from "@/lib/core/id";
import { requireBalanced } from "./rules";
import type { Balances, EntryKind, ExpectedMovement, LedgerEntry, Line } from "./schema";
import { addToBalances, hasSource, insertEntry, lockBookingAccount } from "./store";

/** A session or a package's purchase, as the books know it. */
export type BookedFor = Pick<BookingDocument, "_id" | "tutor_id" | "market_id" | "currency">;

/** The same, where it matters how the money is divided between us and the coach. */
export type Sale = BookedFor & Pick<BookingDocument, "fee_basis_points">;

export interface Posting {
  booking: BookedFor;
  kind: EntryKind;
  source: string;
  /** Made of what the booking's entries add up to before this one. Lines of zero are left out. */
  lines: (balances: Balances) => Line[];
  stripe?: ExpectedMovement;
  now: Date;
  /** Of the fact itself: no fact without an entry, no entry without a fact. */
  session: ClientSession;
}

/**
 * Books one fact in the transaction that makes it one. Answers false where its source is booked already, or there is nothing
 * to book. Facts of one booking come one after another (its row in `booking_accounts` is their lock: the later
 * transaction is done again); those of different bookings never meet, since the number in the chain is given afterwards (chain-entries.ts).
 */
export async function postEntry({ booking, kind, source, lines: linesOf, stripe, now, session }: Posting): Promise<boolean> {
  const account = await lockBookingAccount(booking, session);
  if (await hasSource(source, session)) return false;
  const lines = linesOf(account.balances).filter(({ amount }) => amount !== 0);
  requireBalanced(lines);
  if (lines.length === 0) return false;

  const { _id: booking_id, tutor_id, market_id, currency } = booking;
  const entry: LedgerEntry = {
    ...{ _id: newId("ledger"), source, kind, booking_id, tutor_id, market_id, currency, lines },
    ...(stripe && { stripe }),
    ...{ day: now.toISOString().slice(0, 10), created_at: now, is_unnumbered: true },
  };
  await insertEntry(entry, session);
  await addToBalances({ booking_id, lines, session });
  return true;
}
