import "server-only";
import type { ClientSession } from "mongodb";
import type { PaymentDocument } from "@/lib/payments/schema";
import type { RefundDocument } from "@/lib/refunds/schema";
import { type BookedFor, postEntry, type Sale } from "./post-entry";
import { fromEarned } from "./rules";

interface Refunding {
  refund: Pick<RefundDocument, "_id" | "amount">;
  now: Date;
  session: ClientSession;
}

/**
 * Somebody decided that money goes back: from now on it is owed to the client. Fee and share are taken as if the session had
 * cost that much less, so that pieces add up to the minor unit. `payment.refund_amount` is that from before this refund.
 */
export function postRefundOrdered({ refund, payment, booking, now, session }: Refunding & { payment: Pick<PaymentDocument, "amount" | "refund_amount">; booking: Sale }): Promise<boolean> {
  const kept = payment.amount - (payment.refund_amount ?? 0);
  return postEntry({
    ...{ booking, kind: "refund_ordered", source: `refund:${refund._id}:ordered`, now, session },
    lines: (balances) => [...fromEarned(balances, { kept, going: refund.amount, fee_basis_points: booking.fee_basis_points }), { account: "customer_clearing", amount: 0 - refund.amount }],
  });
}

/** Stripe has taken it from our balance, whether or not the bank has answered. */
export function postRefundSent({ refund, stripe_refund_id, booking, now, session }: Refunding & { stripe_refund_id: string; booking: BookedFor }): Promise<boolean> {
  return postEntry({
    ...{ booking, kind: "refund_sent", source: `refund:${refund._id}:sent`, now, session },
    lines: () => [
      { account: "customer_clearing", amount: refund.amount },
      { account: "stripe_balance", amount: 0 - refund.amount },
    ],
    stripe: { key: `${stripe_refund_id}:refund`, amount: 0 - refund.amount, fee: 0 },
  });
}

/** The bank sent it back: it is in our balance again, and owed again. */
export function postRefundReturned({ refund, stripe_refund_id, booking, now, session }: Refunding & { stripe_refund_id: string; booking: BookedFor }): Promise<boolean> {
  return postEntry({
    ...{ booking, kind: "refund_returned", source: `refund:${refund._id}:returned`, now, session },
    lines: () => [
      { account: "stripe_balance", amount: refund.amount },
      { account: "customer_clearing", amount: 0 - refund.amount },
    ],
    stripe: { key: `${stripe_refund_id}:refund_failure`, amount: refund.amount, fee: 0 },
  });
}
