import "server-only";
import type { BookingDocument } from "@/lib/bookings/schema";
import { listAllBookedBy } from "@/lib/bookings/store";
import { nameOfNobody } from "@/lib/core/name";
import { listBookedManualOf } from "@/lib/manual-payments/store";
import { packageTitle } from "@/lib/packages/package-words";
import { listBoughtBy } from "@/lib/packages/purchase-store";
import type { PackagePurchaseDocument } from "@/lib/packages/schema";
import { listPaidBy, listPaymentsOfBookings } from "@/lib/payments/store";
import { listOpenRefundsTo, listRefundsTo } from "@/lib/refunds/store";
import { findTutors } from "@/lib/tutors/store";
import { type OwnMoneyFilter, placeOf, spanOf, yearOf } from "./filter";
import { type BareRow, byTime, isBefore, isUpcoming, manualRow, paymentRow, refundRow } from "./rows";
import type { OwnMoney, OwnMoneyRow } from "./view";

const page_size = 50;
/** Longer than any bank takes: a refund that left before is no news. */
const arrival_ms = 30 * 86_400_000;

/** Everything that a person paid and got back, the latest first, a page at a time, and what is still on its way. */
export async function readOwnPayments({ user_id, filter, zone, now }: { user_id: string; filter: OwnMoneyFilter; zone: string; now: Date }): Promise<OwnMoney> {
  const [bookings, packages] = await Promise.all([listAllBookedBy(user_id), listBoughtBy(user_id)]);
  const span = { ...spanOf(filter.year, zone), before: filter.before, limit: page_size + 1 };
  const [payments, refunds, open, manual] = await Promise.all([
    filter.kind === "refunds" ? [] : listPaidBy(user_id, span),
    filter.kind === "payments" ? [] : listRefundsTo(user_id, span),
    listOpenRefundsTo(user_id, new Date(now.getTime() - arrival_ms)),
    listBookedManualOf(bookings.map(({ _id }) => _id)),
  ]);
  const cards = await cardsOf([...refunds, ...open].map(({ booking_id }) => booking_id));
  const byHand = manual.map(manualRow).filter((row) => isWanted(row, filter, zone));
  const found = [...payments.map(paymentRow), ...refunds.map((refund) => refundRow(refund, cards.get(refund.booking_id) ?? null)), ...byHand]
    .filter((row) => isBefore(row, filter.before))
    .toSorted(byTime);
  const upcoming = open.map((refund) => refundRow(refund, cards.get(refund.booking_id) ?? null)).filter((row) => isUpcoming(row, now));

  const sales = await salesIn({ bookings, packages });
  const named = (row: BareRow): OwnMoneyRow => ({ ...row, at: row.at.toISOString(), what: sales.get(row.booking_id) ?? `A session with ${nameOfNobody}` });
  const rows = found.slice(0, page_size);
  const last = rows.at(-1);
  return {
    upcoming: upcoming.map(named),
    rows: rows.map(named),
    next: found.length > page_size && last ? placeOf(last) : null,
    years: await yearsOf({ user_id, manual: manual.map(manualRow), zone }),
  };
}

interface Bought {
  bookings: Pick<BookingDocument, "_id" | "subject" | "tutor_id">[];
  packages: PackagePurchaseDocument[];
}

/** What each was and with whom, by id. */
async function salesIn({ bookings, packages }: Bought): Promise<Map<string, string>> {
  const coaches = await findTutors([...new Set([...bookings, ...packages].map(({ tutor_id }) => tutor_id))]);
  const names = new Map(coaches.map(({ _id, name }) => [_id, name]));
  const withCoach = (what: string, tutor_id: string) => `${what} with ${names.get(tutor_id) ?? nameOfNobody}`;
  return new Map([
    ...bookings.map(({ _id, subject, tutor_id }) => [_id, withCoach(subject, tutor_id)] as const),
    ...packages.map((purchase) => [purchase._id, withCoach(packageTitle(purchase), purchase.tutor_id)] as const),
  ]);
}

function isWanted(row: BareRow, { kind, year }: OwnMoneyFilter, zone: string): boolean {
  const isOfKind = kind === "all" || (kind === "payments") === (row.kind === "payment");
  return isOfKind && (year === null || yearOf(row.at, zone) === year);
}

async function cardsOf(bookingIds: string[]): Promise<Map<string, OwnMoneyRow["card"]>> {
  const payments = await listPaymentsOfBookings([...new Set(bookingIds)]);
  return new Map([...payments].map(([booking_id, { card }]) => [booking_id, card]));
}

/** From the first payment to the last move, whatever is filtered: a year without any is rare and harmless. */
async function yearsOf({ user_id, manual, zone }: { user_id: string; manual: BareRow[]; zone: string }): Promise<number[]> {
  const everything = { before: null, limit: 1 };
  const [[oldest], [newest], [refund]] = await Promise.all([
    listPaidBy(user_id, { ...everything, isOldestFirst: true }),
    listPaidBy(user_id, everything),
    listRefundsTo(user_id, everything),
  ]);
  const moments = [...(oldest ? [oldest, newest ?? oldest].map(paymentRow) : []), ...(refund ? [refundRow(refund, null)] : []), ...manual].map(({ at }) =>
    yearOf(at, zone),
  );
  if (moments.length === 0) return [];
  const [first, last] = [Math.min(...moments), Math.max(...moments)];
  return Array.from({ length: last - first + 1 }, (_, i) => last - i);
}
