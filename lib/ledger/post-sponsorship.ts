import "server-only";
import type { ClientSession } from "mongodb";
import { type BookedFor, postEntry } from "./post-entry";

interface SponsorPosting {
  sponsorship: BookedFor;
  now: Date;
  session: ClientSession;
}

/** Stripe has a coach's money for a period of their sponsorship: all of it is ours. What Stripe keeps is booked as of any charge (`postPaymentFee`). */
export function postInvoicePaid({ sponsorship, invoice, charge_id, now, session }: SponsorPosting & { invoice: { id: string; amount: number }; charge_id: string }): Promise<boolean> {
  const { id, amount } = invoice;
  return postEntry({
    ...{ booking: sponsorship, kind: "sponsorship_paid", source: `invoice:${id}:paid`, now, session },
    lines: () => [
      { account: "stripe_balance", amount },
      { account: "platform_revenue", amount: 0 - amount },
    ],
    stripe: { key: `${charge_id}:charge`, amount, fee: 0 },
  });
}

interface SponsorRefund extends SponsorPosting {
  /** Stripe's own: it was made on Stripe's pages, the only place where a sponsorship is given back. */
  refund: { id: string; amount: number };
}

/** An admin gave some of it back, and it has left our balance. */
export function postSponsorshipRefunded({ sponsorship, refund: { id, amount }, now, session }: SponsorRefund): Promise<boolean> {
  return postEntry({
    ...{ booking: sponsorship, kind: "sponsorship_refunded", source: `refund:${id}:sent`, now, session },
    lines: () => [
      { account: "platform_revenue", amount },
      { account: "stripe_balance", amount: 0 - amount },
    ],
    stripe: { key: `${id}:refund`, amount: 0 - amount, fee: 0 },
  });
}

/** The bank sent it back: it is ours again, until an admin tries anew. */
export function postSponsorshipRefundReturned({ sponsorship, refund: { id, amount }, now, session }: SponsorRefund): Promise<boolean> {
  return postEntry({
    ...{ booking: sponsorship, kind: "sponsorship_refund_returned", source: `refund:${id}:returned`, now, session },
    lines: () => [
      { account: "stripe_balance", amount },
      { account: "platform_revenue", amount: 0 - amount },
    ],
    stripe: { key: `${id}:refund_failure`, amount, fee: 0 },
  });
}
