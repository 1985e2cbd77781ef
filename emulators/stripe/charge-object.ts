import type Stripe from "stripe";
import type { StripeAccount } from "./account.ts";
import type { TestCard } from "./cards.ts";
import { idOf, newId } from "./ids.ts";

export interface Attempt {
  intent: Stripe.PaymentIntent;
  method: Stripe.PaymentMethod;
  decline?: TestCard["decline"];
  authenticated?: boolean;
}

export function paidCharge(account: StripeAccount, attempt: Attempt): Stripe.Charge {
  const { amount } = attempt.intent;
  const blank = blankCharge(account, attempt);
  return {
    ...blank,
    amount_captured: amount,
    captured: true,
    paid: true,
    status: "succeeded",
    receipt_url: `${account.base_url}/stripe/receipts/${blank.id}`,
    outcome: {
      advice_code: null,
      network_advice_code: null,
      network_decline_code: null,
      network_status: "approved_by_network",
      reason: null,
      risk_level: "normal",
      risk_score: 20,
      seller_message: "Payment complete.",
      type: "authorized",
    },
  };
}

export function declinedCharge(account: StripeAccount, attempt: Attempt, decline: NonNullable<TestCard["decline"]>): Stripe.Charge {
  return {
    ...blankCharge(account, attempt),
    failure_code: decline.code,
    failure_message: decline.message,
    status: "failed",
    outcome: {
      advice_code: null,
      network_advice_code: null,
      network_decline_code: null,
      network_status: "declined_by_network",
      reason: decline.decline_code ?? decline.code,
      risk_level: "normal",
      risk_score: 20,
      seller_message: "The bank did not return any further details with this decline.",
      type: "issuer_declined",
    },
  };
}

function blankCharge(account: StripeAccount, { intent, method, authenticated }: Attempt): Stripe.Charge {
  return {
    id: newId("ch"),
    object: "charge",
    amount: intent.amount,
    amount_captured: 0,
    amount_refunded: 0,
    application: null,
    application_fee: null,
    application_fee_amount: null,
    balance_transaction: null,
    billing_details: method.billing_details,
    calculated_statement_descriptor: intent.statement_descriptor ?? "MAESTROHUB",
    captured: false,
    created: account.seconds(),
    currency: intent.currency,
    customer: idOf(intent.customer),
    description: intent.description,
    disputed: false,
    failure_balance_transaction: null,
    failure_code: null,
    failure_message: null,
    fraud_details: {},
    livemode: false,
    metadata: intent.metadata,
    on_behalf_of: null,
    outcome: null,
    paid: false,
    payment_intent: intent.id,
    payment_method: method.id,
    payment_method_details: methodDetails(intent, method, authenticated ?? false),
    receipt_email: intent.receipt_email,
    receipt_number: null,
    receipt_url: null,
    refunded: false,
    review: null,
    shipping: intent.shipping as Stripe.Charge.Shipping | null,
    source: null,
    source_transfer: null,
    statement_descriptor: intent.statement_descriptor,
    statement_descriptor_suffix: intent.statement_descriptor_suffix,
    status: "pending",
    transfer_data: null,
    transfer_group: intent.transfer_group,
  };
}

function methodDetails(intent: Stripe.PaymentIntent, method: Stripe.PaymentMethod, authenticated: boolean): Stripe.Charge.PaymentMethodDetails {
  if (method.us_bank_account) {
    const { account_holder_type, account_type, bank_name, fingerprint, last4, routing_number } = method.us_bank_account;
    return {
      type: "us_bank_account",
      us_bank_account: { account_holder_type, account_type, bank_name, fingerprint, last4, payment_reference: null, routing_number },
    };
  }
  if (!method.card) throw new Error(`${method.id} is neither card nor bank account.`);
  const { brand, country, exp_month, exp_year, fingerprint, funding, last4, regulated_status, checks } = method.card;
  return {
    type: "card",
    card: {
      amount_authorized: intent.amount,
      authorization_code: newId("a", 6).slice(2).toUpperCase(),
      brand,
      checks: checks && { ...checks, cvc_check: checks.cvc_check === null ? null : "pass" },
      country,
      electronic_commerce_indicator: authenticated ? "05" : null,
      exp_month,
      exp_year,
      extended_authorization: { status: "disabled" },
      fingerprint: fingerprint ?? null,
      funding,
      incremental_authorization: { status: "unavailable" },
      installments: null,
      last4,
      mandate: null,
      multicapture: { status: "unavailable" },
      network: brand,
      network_token: { used: false },
      network_transaction_id: newId("n", 15).slice(2).toUpperCase(),
      overcapture: { maximum_amount_capturable: intent.amount, status: "unavailable" },
      regulated_status: regulated_status as Stripe.Charge.PaymentMethodDetails.Card["regulated_status"],
      three_d_secure: authenticated
        ? {
            authentication_flow: "challenge",
            electronic_commerce_indicator: "05",
            exemption_indicator: null,
            result: "authenticated",
            result_reason: null,
            transaction_id: newId("t", 32).slice(2),
            version: "2.2.0",
          }
        : null,
      transaction_link_id: null,
      wallet: null,
    },
  };
}
