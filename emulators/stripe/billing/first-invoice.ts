import type Stripe from "stripe";
import type { StripeAccount } from "../account.ts";
import { StripeFailure } from "../errors.ts";
import { attemptPayment, voidInvoice } from "./collect-invoice.ts";
import { endSubscription } from "./subscription-status.ts";

/**
 * Tries to take a new subscription's first money. A failure leaves it incomplete, for the customer to pay within 23 hours,
 * unless it must succeed: then it ends at once, and the failure is thrown.
 */
export function payFirstInvoice(
  account: StripeAccount,
  first: { subscription: Stripe.Subscription; invoice: Stripe.Invoice; off_session: boolean; must_succeed: boolean },
): void {
  const { subscription, invoice, off_session, must_succeed } = first;
  let failure: StripeFailure | null = null;
  try {
    attemptPayment(account, invoice, { off_session });
  } catch (error) {
    if (!(error instanceof StripeFailure)) throw error;
    failure = error;
  }
  if (!must_succeed || account.get("invoices", invoice.id)?.status === "paid") return;
  const open = account.get("invoices", invoice.id);
  if (open?.status === "open") voidInvoice(account, open);
  endSubscription(account, account.get("subscriptions", subscription.id) ?? subscription, { reason: "payment_failed" });
  throw failure ?? requiresAction("subscription_payment_intent_requires_action");
}

/** The customer would have to authenticate, and is not there. */
export function requiresAction(code: "subscription_payment_intent_requires_action" | "invoice_payment_intent_requires_action"): StripeFailure {
  return new StripeFailure(402, { type: "card_error", code, message: "This payment requires additional user action before it can be completed successfully." });
}
