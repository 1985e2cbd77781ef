import "server-only";
import type { ClientSession } from "mongodb";
import { collections } from "@/lib/db/collections";
import type { BookingAccountDocument, Line, LedgerEntry } from "./schema";

/** A write before anything is read: of two transactions that book something of one booking, one is done again. */
export async function lockBookingAccount({ _id, currency }: { _id: string; currency: string }, session: ClientSession): Promise<BookingAccountDocument> {
  const locked = await collections().booking_accounts.findOneAndUpdate(
    { _id },
    { $inc: { version: 1 }, $setOnInsert: { currency, balances: {} } },
    { upsert: true, returnDocument: "after", session },
  );
  if (!locked) throw new Error(`the account of ${_id} was neither found nor made`);
  if (locked.currency !== currency) throw new Error(`${_id} is booked in ${locked.currency}, not in ${currency}`);
  return locked;
}

export function findBookingAccount(bookingId: string, session?: ClientSession): Promise<BookingAccountDocument | null> {
  return collections().booking_accounts.findOne({ _id: bookingId }, session && { session });
}

export async function hasSource(source: string, session?: ClientSession): Promise<boolean> {
  return (await collections().ledger_entries.findOne({ source }, { projection: { _id: 1 }, ...(session && { session }) })) !== null;
}

/** Throws MongoDB's duplicate key error (11000) where this source is booked: the unique index is the last guard. */
export async function insertEntry(entry: LedgerEntry, session: ClientSession): Promise<void> {
  await collections().ledger_entries.insertOne(entry, { session });
}

export async function addToBalances({ booking_id, lines, session }: { booking_id: string; lines: Line[]; session: ClientSession }): Promise<void> {
  const sums = new Map<string, number>();
  for (const { account, amount } of lines) sums.set(`balances.${account}`, (sums.get(`balances.${account}`) ?? 0) + amount);
  await collections().booking_accounts.updateOne({ _id: booking_id }, { $inc: Object.fromEntries(sums) }, { session });
}

/** The first booked first. */
export function listEntriesOf(bookingId: string, session?: ClientSession): Promise<LedgerEntry[]> {
  return collections().ledger_entries.find({ booking_id: bookingId }, session && { session }).sort({ created_at: 1, _id: 1 }).toArray();
}
