import type Stripe from "stripe";
import type { StripeAccount } from "../account.ts";
import { expireIncomplete } from "../billing/subscription-life.ts";
import { cancelPaymentIntent } from "../confirm-payment-intent.ts";
import { idOf } from "../ids.ts";

/** Its intent succeeded: the session is complete, whichever way the customer came. */
export function completeSessionBy(account: StripeAccount, intent: { id: string }): void {
  const [work] = account.find("checkout_work", "intent", intent.id);
  const session = work && account.get("checkout_sessions", work.id);
  if (!work || session?.status !== "open") return;
  const subscription = work.subscription === null ? null : account.get("subscriptions", work.subscription);
  const completed: Stripe.Checkout.Session = {
    ...session,
    status: "complete",
    url: null,
    payment_status: session.mode === "setup" ? "no_payment_required" : "paid",
    payment_intent: session.mode === "payment" ? intent.id : null,
    setup_intent: session.mode === "setup" ? intent.id : null,
    subscription: subscription?.id ?? null,
    invoice: idOf(subscription?.latest_invoice ?? null),
  };
  account.put("checkout_sessions", completed);
  account.emit("checkout.session.completed", completed);
}

/** Nobody may pay by it any more; what was begun for it is taken back. */
export function expireSession(account: StripeAccount, session: Stripe.Checkout.Session): Stripe.Checkout.Session {
  const expired: Stripe.Checkout.Session = { ...session, status: "expired", url: null };
  account.put("checkout_sessions", expired);
  const work = account.get("checkout_work", session.id);
  if (work?.subscription) expireIncomplete(account, work.subscription);
  const intent = work?.intent ? account.get("payment_intents", work.intent) : null;
  if (intent && !["canceled", "succeeded"].includes(intent.status)) cancelPaymentIntent(account, intent, "expired");
  account.emit("checkout.session.expired", expired);
  return expired;
}

export function passExpiry(account: StripeAccount, id: string): void {
  const session = account.get("checkout_sessions", id);
  if (session?.status === "open") expireSession(account, session);
}
