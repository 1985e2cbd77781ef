import "server-only";
import { listAllBookedBy } from "@/lib/bookings/store";
import { nameOfNobody } from "@/lib/core/name";
import { listBookedManualOf } from "@/lib/manual-payments/store";
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
  const bookings = new Map((await listAllBookedBy(user_id)).map((booking) => [booking._id, booking]));
  const span = { ...spanOf(filter.year, zone), before: filter.before, limit: page_size + 1 };
  const [payments, refunds, open, manual] = await Promise.all([
    filter.kind === "refunds" ? [] : listPaidBy(user_id, span),
    filter.kind === "payments" ? [] : listRefundsTo(user_id, span),
    listOpenRefundsTo(user_id, new Date(now.getTime() - arrival_ms)),
    listBookedManualOf([...bookings.keys()]),
  ]);
  const cards = await cardsOf([...refunds, ...open].map(({ booking_id }) => booking_id));
  const byHand = manual.map(manualRow).filter((row) => isWanted(row, filter, zone));
  const found = [...payments.map(paymentRow), ...refunds.map((refund) => refundRow(refund, cards.get(refund.booking_id) ?? null)), ...byHand]
    .filter((row) => isBefore(row, filter.before))
    .toSorted(byTime);
  const upcoming = open.map((refund) => refundRow(refund, cards.get(refund.booking_id) ?? null)).filter((row) => isUpcoming(row, now));

  const coaches = new Map((await findTutors([...new Set([...bookings.values()].map(({ tutor_id }) => tutor_id))])).map(({ _id, name }) => [_id, name]));
  const named = (row: BareRow): OwnMoneyRow => {
    const booking = bookings.get(row.booking_id);
    return { ...row, at: row.at.toISOString(), what: `${booking?.subject ?? "A session"} with ${coaches.get(booking?.tutor_id ?? "") ?? nameOfNobody}` };
  };
  const rows = found.slice(0, page_size);
  const last = rows.at(-1);
  return {
    upcoming: upcoming.map(named),
    rows: rows.map(named),
    next: found.length > page_size && last ? placeOf(last) : null,
    years: await yearsOf({ user_id, manual: manual.map(manualRow), zone }),
  };
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
