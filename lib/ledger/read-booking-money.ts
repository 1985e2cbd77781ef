import "server-only";
import { findBooking } from "@/lib/bookings/store";
import type { BookingDocument } from "@/lib/bookings/schema";
import { AppError } from "@/lib/core/errors";
import type { DisputeDocument } from "@/lib/disputes/schema";
import { listDisputesOf } from "@/lib/disputes/store";
import { mostToRecord } from "@/lib/manual-payments/rules";
import type { ManualPaymentDocument } from "@/lib/manual-payments/schema";
import { listManualPaymentsOf } from "@/lib/manual-payments/store";
import { listRefundsOf } from "@/lib/refunds/store";
import { findTutor } from "@/lib/tutors/store";
import { findUsers } from "@/lib/users/store";
import type { LedgerEntry } from "./schema";
import { type Statement, statementOf } from "./statement";
import { listEntriesOf } from "./store";
import { partyTimeline, timelineOf, type TimelineStep } from "./timeline";

export interface BookingMoney {
  booking: Pick<BookingDocument, "_id" | "status" | "subject" | "price" | "currency" | "market_id"> & { starts_at: string };
  client_name: string;
  coach: { name: string; tutor_id: string };
  statement: Statement;
  steps: (TimelineStep & Pick<LedgerEntry, "lines" | "source">)[];
  disputes: DisputeDocument[];
  manual: (Omit<ManualPaymentDocument, "recorded_by" | "decided_by"> & { recorded_by: string; recorded_by_name: string })[];
  /** The most that may be recorded by hand now. */
  most: { received: number; returned: number };
}

/** A booking's money as an admin sees it. Throws 404 where there is no such booking. */
export async function readBookingMoney(bookingId: string): Promise<BookingMoney> {
  const booking = await findBooking(bookingId);
  if (!booking) throw new AppError("not_found", "There is no such booking.");
  const [entries, refunds, disputes, manual, tutor] = await Promise.all([listEntriesOf(bookingId), listRefundsOf(bookingId), listDisputesOf(bookingId), listManualPaymentsOf(bookingId), findTutor(booking.tutor_id)]);
  const people = new Map((await findUsers([booking.consumer_id, ...manual.map(({ recorded_by }) => recorded_by)])).map(({ _id, name }) => [_id, name]));
  const statement = { ...statementOf(entries), currency: booking.currency };
  const waiting = (direction: "received" | "returned") => manual.filter((each) => each.status === "waiting" && each.direction === direction).reduce((sum, { amount }) => sum + amount, 0);
  const most = (direction: "received" | "returned") => mostToRecord(direction, { booking, statement, refunds, waiting: waiting(direction) });
  const { _id, status, subject, price, currency, market_id, starts_at } = booking;
  return {
    booking: { _id, status, subject, price, currency, market_id, starts_at: starts_at.toISOString() },
    client_name: people.get(booking.consumer_id) ?? "a visitor",
    coach: { name: tutor?.name ?? "the coach", tutor_id: booking.tutor_id },
    statement,
    steps: timelineOf(entries).map((step, i) => ({ ...step, lines: entries[i]?.lines ?? [], source: entries[i]?.source ?? "" })),
    disputes,
    manual: manual.map((each) => ({ ...each, recorded_by_name: people.get(each.recorded_by) ?? "an admin" })),
    most: { received: most("received"), returned: most("returned") },
  };
}

/** What one of the two parties reads of it. The caller has made sure that it is theirs. */
export async function readPartyTimeline(bookingId: string, as: "client" | "coach"): Promise<(TimelineStep & { words: string })[]> {
  return partyTimeline(await listEntriesOf(bookingId), as);
}
