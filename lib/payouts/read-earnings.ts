import "server-only";
import { listEarnedBy } from "@/lib/bookings/store";
import type { BookingDocument } from "@/lib/bookings/schema";
import { firstName, nameOfNobody } from "@/lib/core/name";
import { listSoldBy } from "@/lib/packages/purchase-store";
import { findAccountOfTutor } from "@/lib/payout-accounts/store";
import { listPaymentsOfBookings } from "@/lib/payments/store";
import { listTransfersOf } from "@/lib/transfers/store";
import { requireOwnTutor } from "@/lib/tutors/require-own-tutor";
import { findUsers } from "@/lib/users/store";
import type { Role } from "@/lib/users/schema";
import { type AccountView, toAccountView } from "./account-view";
import { type EarningView, toEarningView, toKeptEarningView } from "./earning-view";
import type { PayoutStatus } from "./schema";
import { listPayoutsOf } from "./store";

export interface PayoutView {
  id: string;
  amount: number;
  currency: string;
  status: PayoutStatus;
  arrives_on: string;
  failure: string | null;
}

export interface Earnings {
  account: AccountView;
  /** The newest session first. */
  earnings: EarningView[];
  payouts: PayoutView[];
  timezone: string;
  currency: string;
}

/** More than a coach teaches in years; what is older is in the payouts. */
const sessionsAtMost = 5_000;

/** Everything of a coach's money, as it is now. Throws 404 for whoever is no coach. */
export async function readEarnings({ user, now }: { user: { id: string; role: Role }; now: Date }): Promise<Earnings> {
  const tutor = await requireOwnTutor(user, now);
  const [account, bookings, transferRows, payoutRows, sold] = await Promise.all([
    findAccountOfTutor(tutor._id),
    listEarnedBy(tutor.user_id, sessionsAtMost),
    listTransfersOf(tutor._id),
    listPayoutsOf(tutor._id, 1_000),
    listSoldBy(tutor.user_id),
  ]);
  const kept = sold.filter(({ ended }) => (ended?.kept_amount ?? 0) > 0);
  const [payments, clients] = await Promise.all([listPaymentsOfBookings([...bookings, ...kept].map(({ _id }) => _id)), findUsers([...new Set([...bookings, ...kept].map(({ consumer_id }) => consumer_id))])]);
  const names = new Map(clients.map(({ _id, name }) => [_id, firstName(name)]));
  const transfers = new Map(transferRows.map((row) => [row.booking_id, row]));
  const payouts = new Map(payoutRows.map((row) => [row._id, row]));
  const factsOf = ({ _id, consumer_id }: Pick<BookingDocument, "_id" | "consumer_id">) => {
    const transfer = transfers.get(_id) ?? null;
    const payout = (transfer?.payout_id && payouts.get(transfer.payout_id)) || null;
    return { client_name: names.get(consumer_id) ?? nameOfNobody, payment: payments.get(_id) ?? null, transfer, payout, account, now };
  };
  const ofSessions = (list: BookingDocument[]) => list.map((booking) => toEarningView({ booking, ...factsOf(booking) }));
  const ofPackages = kept.flatMap((purchase) => (purchase.ended ? [toKeptEarningView({ purchase, ended: purchase.ended, ...factsOf(purchase) })] : []));
  // Settled, and nothing was planned: it brought nothing.
  const isEarned = ({ _id, settled_at }: BookingDocument) => !settled_at || transfers.has(_id);
  return {
    account: toAccountView(account),
    earnings: [...ofSessions(bookings.filter(isEarned)), ...ofPackages].toSorted((a, b) => b.starts_at.localeCompare(a.starts_at)),
    payouts: payoutRows.map(({ _id, amount, currency, status, arrives_on, failure }) => ({ id: _id, amount, currency, status, arrives_on: arrives_on.toISOString(), failure })),
    timezone: tutor.availability.timezone,
    currency: tutor.currency,
  };
}
