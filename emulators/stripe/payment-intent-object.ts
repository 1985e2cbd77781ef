import type Stripe from "stripe";
import type { StripeAccount } from "./account.ts";
import { newId } from "./ids.ts";

/** What a page may see with a publishable key and the client_secret. */
export function publicView(intent: Stripe.PaymentIntent): object {
  const {
    id,
    object,
    allowed_payment_method_types,
    amount,
    amount_details,
    automatic_payment_methods,
    canceled_at,
    cancellation_reason,
    capture_method,
    client_secret,
  } = intent;
  const {
    confirmation_method,
    created,
    currency,
    description,
    last_payment_error,
    livemode,
    next_action,
    payment_method,
    payment_method_configuration_details,
  } = intent;
  const { payment_method_types, processing, receipt_email, setup_future_usage, shipping, source, status } = intent;
  return {
    ...{
      id,
      object,
      allowed_payment_method_types,
      amount,
      amount_details,
      automatic_payment_methods,
      canceled_at,
      cancellation_reason,
      capture_method,
      client_secret,
    },
    ...{ confirmation_method, created, currency, description, last_payment_error, livemode, next_action, payment_method, payment_method_configuration_details },
    ...{ payment_method_types, processing, receipt_email, setup_future_usage, shipping, source, status },
  };
}

/** An intent as it is before anything is said of it but amount and currency. */
export function blankPaymentIntent(account: StripeAccount, { amount, currency }: { amount: number; currency: string }): Stripe.PaymentIntent {
  const id = newId("pi");
  return {
    id,
    object: "payment_intent",
    allowed_payment_method_types: null,
    amount,
    amount_capturable: 0,
    amount_details: { tip: {} },
    amount_received: 0,
    application: null,
    application_fee_amount: null,
    automatic_payment_methods: null,
    canceled_at: null,
    cancellation_reason: null,
    capture_method: "automatic_async",
    client_secret: newId(`${id}_secret`, 25),
    confirmation_method: "automatic",
    created: account.seconds(),
    currency,
    customer: null,
    customer_account: null,
    description: null,
    excluded_payment_method_types: null,
    last_payment_error: null,
    latest_charge: null,
    livemode: false,
    managed_payments: null,
    metadata: {},
    next_action: null,
    on_behalf_of: null,
    payment_method: null,
    payment_method_configuration_details: null,
    payment_method_options: { card: { installments: null, mandate_options: null, network: null, request_three_d_secure: "automatic" } },
    payment_method_types: ["card"],
    payment_record: null,
    processing: null,
    receipt_email: null,
    review: null,
    setup_future_usage: null,
    shipping: null,
    source: null,
    statement_descriptor: null,
    statement_descriptor_suffix: null,
    status: "requires_payment_method",
    transfer_group: null,
  };
}
