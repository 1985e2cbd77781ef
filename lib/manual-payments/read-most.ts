import "server-only";
import type { ClientSession } from "mongodb";
import type { BookingDocument } from "@/lib/bookings/schema";
import { collections } from "@/lib/db/collections";
import { statementOf } from "@/lib/ledger/statement";
import { listEntriesOf } from "@/lib/ledger/store";
import { mostToRecord } from "./rules";
import type { Direction } from "./schema";
import { sumWaiting } from "./store";

/** The most that may be recorded now, as the transaction sees it. */
export async function readMost({ booking, direction, but, session }: { booking: BookingDocument; direction: Direction; but?: string; session: ClientSession }): Promise<number> {
  const entries = await listEntriesOf(booking._id, session);
  const refunds = await collections().refunds.find({ booking_id: booking._id }, { session }).toArray();
  const waiting = await sumWaiting({ booking_id: booking._id, direction, ...(but !== undefined && { but }) }, session);
  return mostToRecord(direction, { booking, statement: statementOf(entries), refunds, waiting });
}
