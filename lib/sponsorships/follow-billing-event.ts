import "server-only";
import { findSponsorCheckout } from "@/lib/integrations/stripe/sponsor-checkout";
import { subscriptionOfInvoice } from "@/lib/integrations/stripe/subscriptions";
import { followSubscription } from "./follow-subscription";
import { expireOrder } from "./store";

/** Whatever an event of Stripe's billing names (a checkout, an invoice, a subscription), what counts is the subscription as it is now. */
export async function followBillingEvent({ type, object_id }: { type: string; object_id: string }, now: Date): Promise<void> {
  if (type.startsWith("checkout.session.")) return followCheckout(object_id, now);
  const subscription_id = type.startsWith("invoice.") ? await subscriptionOfInvoice(object_id) : object_id;
  if (subscription_id) await followSubscription(subscription_id, now);
}

/** A checkout that was paid leads to its subscription; one that can never be paid gives the coach's seat back. */
export async function followCheckout(checkoutId: string, now: Date): Promise<void> {
  const checkout = await findSponsorCheckout(checkoutId);
  if (!checkout?.sponsorship_id) return;
  if (checkout.subscription_id) return followSubscription(checkout.subscription_id, now);
  if (checkout.status === "expired") await expireOrder({ id: checkout.sponsorship_id, now });
}
