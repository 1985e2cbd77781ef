import { collections } from "@/lib/db/collections";
import { type Account, inItsSide } from "@/lib/ledger/accounts";
import type { View } from "./test-model-view";

/** What the database says of these bookings now, in the words of the model. */
export async function look(booking_ids: string[]): Promise<Map<string, View>> {
  const about = { booking_id: { $in: booking_ids } };
  const [bookings, payments, refunds, transfers, accounts] = await Promise.all([
    collections().bookings.find({ _id: { $in: booking_ids } }).toArray(),
    collections().payments.find(about).toArray(),
    collections().refunds.find(about).sort({ created_at: 1, _id: 1 }).toArray(),
    collections().transfers.find(about).toArray(),
    collections().booking_accounts.find({ _id: { $in: booking_ids } }).toArray(),
  ]);
  return new Map(
    bookings.map((booking) => {
      const isOfIt = ({ booking_id }: { booking_id: string }) => booking_id === booking._id;
      const transfer = transfers.find(isOfIt);
      const balances = accounts.find(({ _id }) => _id === booking._id)?.balances ?? {};
      const view: View = {
        status: booking.status,
        version: booking.version,
        starts_at: booking.starts_at.toISOString(),
        given_back: booking.cancellation?.refund_amount ?? booking.problem?.decision?.refund_amount ?? 0,
        payment: payments.find(isOfIt)?.status ?? null,
        back: payments.find(isOfIt)?.refund_amount ?? 0,
        refunds: refunds.filter((refund) => isOfIt(refund) && refund.replaced_by === null).map(({ amount, status }) => [amount, status]),
        dispute: booking.chargeback?.status ?? null,
        sent: transfer?.status === "made" ? transfer.amount : null,
        reversed: transfer?.amount_reversed ?? 0,
        books: Object.fromEntries((Object.entries(balances) as [Account, number][]).filter(([, amount]) => amount !== 0).map(([account, amount]) => [account, inItsSide(account, amount)])),
      };
      return [booking._id, view];
    }),
  );
}

/** Where the two differ, one line each; a hold that ran out and one that was ended are the same to everybody. */
export function differences(wanted: View, seen: View | undefined): string[] {
  if (!seen) return ["it is not there"];
  const status = seen.status === "held" && wanted.status === "expired" ? "expired" : seen.status;
  const names = Object.keys(wanted) as (keyof View)[];
  return names.flatMap((name) => {
    const [is, should] = [name === "status" ? status : seen[name], wanted[name]].map(inOrder);
    return is === should ? [] : [`${name} is ${is} instead of ${should}`];
  });
}

function inOrder(value: unknown): string {
  const isPlain = typeof value === "object" && value !== null && !Array.isArray(value);
  return JSON.stringify(isPlain ? Object.fromEntries(Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1))) : value);
}
