import type Stripe from "stripe";
import type { StripeAccount } from "../account.ts";
import { idOf, newId } from "../ids.ts";

export function blankSetupIntent(account: StripeAccount): Stripe.SetupIntent {
  const id = newId("seti");
  return {
    id,
    object: "setup_intent",
    allowed_payment_method_types: null,
    application: null,
    automatic_payment_methods: null,
    cancellation_reason: null,
    client_secret: newId(`${id}_secret`, 25),
    created: account.seconds(),
    customer: null,
    customer_account: null,
    description: null,
    excluded_payment_method_types: null,
    flow_directions: null,
    last_setup_error: null,
    latest_attempt: null,
    livemode: false,
    mandate: null,
    metadata: {},
    next_action: null,
    on_behalf_of: null,
    payment_method: null,
    payment_method_configuration_details: null,
    payment_method_options: { card: { mandate_options: null, network: null, request_three_d_secure: "automatic" } },
    payment_method_types: ["card"],
    single_use_mandate: null,
    status: "requires_payment_method",
    usage: "off_session",
  };
}

/** What a page may see with a publishable key and the client_secret. */
export function publicSetupIntent(intent: Stripe.SetupIntent): object {
  const { id, object, allowed_payment_method_types, automatic_payment_methods, cancellation_reason, client_secret, created, description } = intent;
  const { last_setup_error, livemode, next_action, payment_method, payment_method_configuration_details, payment_method_types, status, usage } = intent;
  return {
    ...{ id, object, allowed_payment_method_types, automatic_payment_methods, cancellation_reason, client_secret, created, description },
    ...{ last_setup_error, livemode, next_action, payment_method, payment_method_configuration_details, payment_method_types, status, usage },
  };
}

/** One try to save a payment method, as the list of attempts shows it. */
export function setupAttempt(
  account: StripeAccount,
  { intent, method, authenticated }: { intent: Stripe.SetupIntent; method: Stripe.PaymentMethod; authenticated: boolean },
): Stripe.SetupAttempt {
  const card = method.card;
  return {
    id: newId("setatt"),
    object: "setup_attempt",
    application: null,
    created: account.seconds(),
    customer: idOf(intent.customer),
    customer_account: null,
    flow_directions: null,
    livemode: false,
    on_behalf_of: null,
    payment_method: method.id,
    payment_method_details: card
      ? {
          type: "card",
          card: {
            brand: card.brand,
            checks: card.checks && { ...card.checks, cvc_check: card.checks.cvc_check === null ? null : "pass" },
            country: card.country,
            exp_month: card.exp_month,
            exp_year: card.exp_year,
            fingerprint: card.fingerprint ?? null,
            funding: card.funding,
            last4: card.last4,
            network: card.brand,
            three_d_secure: authenticated ? passedChallenge() : null,
            wallet: null,
          },
        }
      : { type: method.type },
    setup_error: null,
    setup_intent: intent.id,
    status: "succeeded",
    usage: intent.usage,
  };
}

function passedChallenge(): Stripe.SetupAttempt.PaymentMethodDetails.Card.ThreeDSecure {
  return {
    authentication_flow: "challenge",
    electronic_commerce_indicator: "05",
    result: "authenticated",
    result_reason: null,
    transaction_id: newId("t", 32).slice(2),
    version: "2.2.0",
  };
}
