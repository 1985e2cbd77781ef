import type Stripe from "stripe";
import type { StripeAccount } from "./account.ts";
import type { TestCard } from "./cards.ts";
import { createCharge } from "./charges.ts";
import { envelope } from "./errors.ts";
import { declineFailure } from "./payment-methods.ts";

export interface Payment {
  intent: Stripe.PaymentIntent;
  method: Stripe.PaymentMethod;
}

type Decline = NonNullable<TestCard["decline"]>;

export const authenticationRequired: Decline = {
  code: "authentication_required",
  decline_code: "authentication_required",
  message: "Your card was declined. This transaction requires authentication.",
};

/** Throws what the caller is answered; the intent keeps it. */
export function decline(account: StripeAccount, payment: Payment & { decline: Decline }): never {
  const { intent, charge } = recordDecline(account, payment);
  throw declineFailure(payment.decline, { charge: charge.id, payment_intent: intent, payment_method: payment.method });
}

/** A charge that failed, on an intent that wants another payment method. */
export function recordDecline(
  account: StripeAccount,
  { intent, method, decline }: Payment & { decline: Decline },
): { intent: Stripe.PaymentIntent; charge: Stripe.Charge } {
  const charge = createCharge(account, { intent, method, decline });
  const { code, decline_code, message } = decline;
  const failed = save(account, {
    ...intent,
    status: "requires_payment_method",
    payment_method: null,
    latest_charge: charge.id,
    next_action: null,
    last_payment_error: paymentError({
      type: "card_error",
      charge: charge.id,
      code,
      ...(decline_code ? { decline_code } : {}),
      message,
      payment_method: method,
    }),
  });
  account.emit("payment_intent.payment_failed", failed);
  return { intent: failed, charge };
}

export function paymentError(error: {
  type: "card_error" | "invalid_request_error";
  code: string;
  message: string;
  charge?: string;
  decline_code?: string;
  payment_method: Stripe.PaymentMethod;
}): Stripe.PaymentIntent.LastPaymentError {
  const { error: worded } = envelope(error, "");
  const { request_log_url: _log, ...kept } = worded as Stripe.PaymentIntent.LastPaymentError;
  return kept;
}

export function save(account: StripeAccount, intent: Stripe.PaymentIntent): Stripe.PaymentIntent {
  account.put("payment_intents", intent);
  return intent;
}
