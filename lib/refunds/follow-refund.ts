import "server-only";
import { findStripeRefund } from "@/lib/integrations/stripe/refunds";
import { PermanentFailure } from "@/lib/jobs/queue";
import { findPaymentOfIntent } from "@/lib/payments/store";
import { followSponsorRefund } from "@/lib/sponsorships/follow-sponsor-refund";
import { recordRefund } from "./record-refund";
import { findRefund } from "./store";

/**
 * An event said something of a Stripe refund: looks at it as it is now and writes that down. One that nobody ordered here (made
 * on Stripe's own pages) moves nothing, but for one of a sponsorship; where it touches a payment of ours it is for a person to look at.
 */
export async function followRefund(stripeRefundId: string, now: Date): Promise<void> {
  const atStripe = await findStripeRefund(stripeRefundId);
  if (!atStripe) return;
  const refund = atStripe.refund_id === null ? null : await findRefund(atStripe.refund_id);
  const isOrdered = refund !== null && refund.amount === atStripe.amount && refund.currency === atStripe.currency && (refund.stripe_refund_id ?? atStripe.id) === atStripe.id;
  if (isOrdered) return recordRefund({ refund, outcome: atStripe, now });
  if (refund ?? (atStripe.intent_id && (await findPaymentOfIntent(atStripe.intent_id)))) {
    throw new PermanentFailure(`Stripe's refund ${atStripe.id} of ${atStripe.amount} ${atStripe.currency} was not ordered here`);
  }
  await followSponsorRefund(atStripe, now);
}
