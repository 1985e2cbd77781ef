import type Stripe from "stripe";
import { z } from "zod";
import type { StripeAccount } from "./account.ts";
import { bookMovement } from "./balance-transactions.ts";
import { findTestCard } from "./cards.ts";
import type { TestCard } from "./cards.ts";
import { stripeFee } from "./currencies.ts";
import { noSuch } from "./errors.ts";
import { newId } from "./ids.ts";
import { listPage } from "./lists.ts";
import { mergeMetadata } from "./metadata.ts";
import { definedOnly, listParams, metadataParam, readParams, text } from "./params.ts";
import type { Call, Route } from "./router.ts";

export const chargeRoutes: Route[] = [
  { method: "GET", path: "/v1/charges", handle: list },
  { method: "GET", path: "/v1/charges/:id", handle: ({ account, id }) => requireCharge(account, id) },
  { method: "POST", path: "/v1/charges/:id", handle: update },
];

/** With capture_method automatic_async the fee is known a moment after the money is taken, as charge.updated tells. */
const settlementDelayMs = 250;

export interface Attempt {
  intent: Stripe.PaymentIntent;
  method: Stripe.PaymentMethod;
  decline?: TestCard["decline"];
  authenticated?: boolean;
}

/** Books one attempt to take the intent's money, successful or declined. */
export function createCharge(account: StripeAccount, attempt: Attempt): Stripe.Charge {
  const charge = attempt.decline ? declinedCharge(account, attempt, attempt.decline) : paidCharge(account, attempt);
  account.put("charges", charge);
  account.emit(attempt.decline ? "charge.failed" : "charge.succeeded", charge);
  if (attempt.decline) return charge;
  if (attempt.intent.capture_method === "automatic") return settleCharge(account, charge.id) ?? charge;
  account.schedule.add("settle_charge", charge.id, settlementDelayMs);
  return charge;
}

/** Gives a paid charge its balance transaction, once. */
export function settleCharge(account: StripeAccount, id: string): Stripe.Charge | null {
  const charge = account.get("charges", id);
  if (!charge?.paid || charge.balance_transaction !== null) return charge;
  const method = charge.payment_method ? account.get("card_numbers", charge.payment_method) : null;
  const transaction = bookMovement(account, {
    type: "charge",
    reporting_category: "charge",
    source: charge.id,
    amount: charge.amount,
    currency: charge.currency,
    fee: stripeFee(charge.amount, charge.currency),
    description: charge.description,
    available_at_once: findTestCard(method?.number ?? "")?.available_at_once ?? false,
  });
  const settled = { ...charge, balance_transaction: transaction.id };
  account.put("charges", settled);
  account.emit("charge.updated", settled, { balance_transaction: null });
  return settled;
}

export function requireCharge(account: StripeAccount, id: string, param = "id"): Stripe.Charge {
  const charge = account.get("charges", id);
  if (!charge) throw noSuch("charge", id, param);
  return charge;
}

function list({ account, params }: Call): object {
  const given = readParams(z.strictObject({ ...listParams, customer: text().optional(), payment_intent: text().optional(), transfer_group: text().optional() }), params);
  const found = account
    .list("charges")
    .filter((charge) => given.customer === undefined || charge.customer === given.customer)
    .filter((charge) => given.payment_intent === undefined || charge.payment_intent === given.payment_intent)
    .filter((charge) => given.transfer_group === undefined || charge.transfer_group === given.transfer_group);
  return listPage({ oldest_first: found, url: "/v1/charges", params: given, kind: "charge" });
}

function update({ account, id, params }: Call): object {
  const { metadata, ...given } = readParams(
    z.strictObject({ description: text().optional(), receipt_email: text().optional(), transfer_group: text().optional(), metadata: metadataParam().optional() }),
    params,
  );
  const charge = requireCharge(account, id);
  const updated = { ...charge, ...definedOnly(given), metadata: mergeMetadata(charge.metadata, metadata) };
  account.put("charges", updated);
  account.emit("charge.updated", updated);
  return updated;
}

function paidCharge(account: StripeAccount, attempt: Attempt): Stripe.Charge {
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

function declinedCharge(account: StripeAccount, attempt: Attempt, decline: NonNullable<TestCard["decline"]>): Stripe.Charge {
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
    return { type: "us_bank_account", us_bank_account: { account_holder_type, account_type, bank_name, fingerprint, last4, payment_reference: null, routing_number } };
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
        ? { authentication_flow: "challenge", electronic_commerce_indicator: "05", exemption_indicator: null, result: "authenticated", result_reason: null, transaction_id: newId("t", 32).slice(2), version: "2.2.0" }
        : null,
      transaction_link_id: null,
      wallet: null,
    },
  };
}

/** The id of something that may have been expanded. */
export function idOf(reference: string | { id: string } | null): string | null {
  return typeof reference === "object" && reference !== null ? reference.id : reference;
}
