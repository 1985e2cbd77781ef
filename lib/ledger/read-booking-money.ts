import "server-only";
import { findBooking } from "@/lib/bookings/store";
import type { BookingDocument } from "@/lib/bookings/schema";
import { AppError } from "@/lib/core/errors";
import type { DisputeDocument } from "@/lib/disputes/schema";
import { listDisputesOf } from "@/lib/disputes/store";
import { mostToRecord } from "@/lib/manual-payments/rules";
import type { ManualPaymentDocument } from "@/lib/manual-payments/schema";
import { listManualPaymentsOf } from "@/lib/manual-payments/store";
import { packageTitle } from "@/lib/packages/package-words";
import { findPurchase } from "@/lib/packages/purchase-store";
import { isPackage } from "@/lib/packages/rules";
import type { PurchaseStatus } from "@/lib/packages/schema";
import { listRefundsOf } from "@/lib/refunds/store";
import { isSponsorship } from "@/lib/sponsorships/rules";
import type { SponsorshipStatus } from "@/lib/sponsorships/schema";
import { findTutor } from "@/lib/tutors/store";
import { findUser, findUsers } from "@/lib/users/store";
import { readSponsorshipMoney } from "./read-sponsorship-money";
import type { LedgerEntry } from "./schema";
import { type Statement, statementOf } from "./statement";
import { listEntriesOf } from "./store";
import { partyTimeline, stepsOf, type TimelineStep } from "./timeline";

export interface BookingMoney {
  booking: Pick<BookingDocument, "_id" | "subject" | "price" | "currency" | "market_id"> & { status: BookingDocument["status"] | PurchaseStatus | SponsorshipStatus; starts_at: string };
  /** Null of a sponsorship: its coach is who paid. */
  client_name: string | null;
  coach: { name: string; tutor_id: string };
  statement: Statement;
  steps: (TimelineStep & Pick<LedgerEntry, "lines" | "source">)[];
  disputes: DisputeDocument[];
  manual: (Omit<ManualPaymentDocument, "recorded_by" | "decided_by"> & { recorded_by: string; recorded_by_name: string })[];
  /** The most that may be recorded by hand now. */
  most: { received: number; returned: number };
}

/** The money of a booking, a package or a sponsorship as an admin sees it. Throws 404 where there is no such one. */
export async function readBookingMoney(bookingId: string): Promise<BookingMoney> {
  if (isPackage(bookingId)) return readPackageMoney(bookingId);
  if (isSponsorship(bookingId)) return readSponsorshipMoney(bookingId);
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
    steps: stepsOf(entries),
    disputes,
    manual: manual.map((each) => ({ ...each, recorded_by_name: people.get(each.recorded_by) ?? "an admin" })),
    most: { received: most("received"), returned: most("returned") },
  };
}

/** A package's own money: what was paid for it, what went to its sessions, what is left. Nothing of it is recorded by hand. */
async function readPackageMoney(purchaseId: string): Promise<BookingMoney> {
  const purchase = await findPurchase(purchaseId);
  if (!purchase) throw new AppError("not_found", "There is no such package.");
  const [entries, disputes, tutor, client] = await Promise.all([listEntriesOf(purchaseId), listDisputesOf(purchaseId), findTutor(purchase.tutor_id), findUser(purchase.consumer_id)]);
  const { _id, status, price, currency, market_id, created_at, bought_at } = purchase;
  return {
    booking: { _id, status, subject: `Package of ${packageTitle(purchase)}`, price, currency, market_id, starts_at: (bought_at ?? created_at).toISOString() },
    client_name: client?.name ?? "a client",
    coach: { name: tutor?.name ?? "the coach", tutor_id: purchase.tutor_id },
    statement: { ...statementOf(entries), currency },
    steps: stepsOf(entries),
    ...{ disputes, manual: [], most: { received: 0, returned: 0 } },
  };
}

/** What one of the two parties reads of it. The caller has made sure that it is theirs. */
export async function readPartyTimeline(bookingId: string, as: "client" | "coach"): Promise<(TimelineStep & { words: string })[]> {
  return partyTimeline(await listEntriesOf(bookingId), as);
}
