import type Stripe from "stripe";
import type { StripeAccount } from "../account.ts";
import { dunningOf } from "./dunning.ts";
import { subscriptionOf } from "./invoice-object.ts";
import { noCancellation } from "./subscription-object.ts";

type Reason = NonNullable<Stripe.Subscription.CancellationDetails["reason"]>;

/** Its newest invoice is paid: the subscription is active, whatever it was. */
export function afterPayment(account: StripeAccount, invoice: Stripe.Invoice): void {
  const subscription = account.get("subscriptions", subscriptionOf(invoice));
  if (!subscription || subscription.latest_invoice !== invoice.id) return;
  if (["incomplete", "past_due", "unpaid"].includes(subscription.status)) changeStatus(account, subscription, "active");
}

/** A renewal could not be paid: the subscription is past due. The first invoice leaves it incomplete. */
export function afterFailure(account: StripeAccount, invoice: Stripe.Invoice): void {
  const subscription = account.get("subscriptions", subscriptionOf(invoice));
  if (subscription?.status === "active" && subscription.latest_invoice === invoice.id) changeStatus(account, subscription, "past_due");
}

/** No attempt is left: what the settings say happens. */
export function afterLastFailure(account: StripeAccount, invoice: Stripe.Invoice): void {
  const subscription = account.get("subscriptions", subscriptionOf(invoice));
  if (subscription?.status !== "past_due") return;
  const { after_retries } = dunningOf(account);
  if (after_retries === "cancel") endSubscription(account, subscription, { reason: "payment_failed" });
  if (after_retries === "unpaid") changeStatus(account, subscription, "unpaid");
}

/** Ends it now. Its open invoices stay as they are, and nobody tries them any more. */
export function endSubscription(
  account: StripeAccount,
  subscription: Stripe.Subscription,
  details: { reason: Reason } & Partial<Pick<Stripe.Subscription.CancellationDetails, "comment" | "feedback">>,
): Stripe.Subscription {
  const now = account.seconds();
  const ended: Stripe.Subscription = {
    ...subscription,
    status: "canceled",
    canceled_at: subscription.canceled_at ?? now,
    ended_at: now,
    cancellation_details: { ...(subscription.cancellation_details ?? noCancellation), ...details },
  };
  account.put("subscriptions", ended);
  account.emit("customer.subscription.deleted", ended);
  return ended;
}

export function changeStatus(account: StripeAccount, subscription: Stripe.Subscription, status: Stripe.Subscription.Status): Stripe.Subscription {
  const changed = { ...subscription, status };
  account.put("subscriptions", changed);
  account.emit("customer.subscription.updated", changed, { status: subscription.status });
  return changed;
}
