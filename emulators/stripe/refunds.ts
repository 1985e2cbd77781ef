import type Stripe from "stripe";
import { z } from "zod";
import type { StripeAccount } from "./account.ts";
import { availableWith, bookMovement } from "./balance/balance-transactions.ts";
import { findTestCard } from "./cards.ts";
import { requireCharge, settleCharge } from "./charges.ts";
import { inWords } from "./currencies.ts";
import { invalidParams, invalidRequest, noSuch } from "./errors.ts";
import { idOf, newId } from "./ids.ts";
import { listPage } from "./lists.ts";
import { mergeMetadata } from "./metadata.ts";
import { integer, listParams, metadataParam, readParams, text } from "./params.ts";
import { requirePaymentIntent } from "./payment-intents.ts";
import { closeWarnings } from "./radar/early-fraud-warnings.ts";
import type { Call, Route } from "./router.ts";

export const refundRoutes: Route[] = [
  { method: "POST", path: "/v1/refunds", handle: create },
  { method: "GET", path: "/v1/refunds", connected: true, handle: list },
  { method: "GET", path: "/v1/refunds/:id", connected: true, handle: ({ account, id }) => requireRefund(account, id) },
  { method: "POST", path: "/v1/refunds/:id", handle: update },
];

const bankAnswerMs = 2000;

function create({ account, params }: Call): object {
  const given = readParams(
    z.strictObject({
      charge: text().optional(),
      payment_intent: text().optional(),
      amount: integer().optional(),
      reason: z.enum(["duplicate", "fraudulent", "requested_by_customer"]).optional(),
      metadata: metadataParam().optional(),
    }),
    params,
  );
  const charge = chargeToRefund(account, given);
  const amount = given.amount ?? charge.amount - charge.amount_refunded;
  requireUndisputed(account, charge);
  requireRefundable(charge, amount);

  // A refund needs the charge's own booking first, which may still be on its way.
  const settled = settleCharge(account, charge.id) ?? charge;
  const behaviour = findTestCard(account.get("card_numbers", charge.payment_method ?? "")?.number ?? "")?.refund;
  const refund: Stripe.Refund = {
    ...blankRefund(account, settled),
    amount,
    reason: given.reason ?? null,
    metadata: mergeMetadata({}, given.metadata),
    status: behaviour === "pending_then_succeeds" ? "pending" : "succeeded",
  };
  const movement = bookMovement(account, {
    type: "refund",
    reporting_category: "refund",
    source: refund.id,
    amount: -amount,
    currency: charge.currency,
    description: "REFUND FOR CHARGE",
    available_on: availableWith(account, idOf(settled.balance_transaction)),
  });
  const booked = save(account, { ...refund, balance_transaction: movement.id });
  account.emit("refund.created", booked);

  const amount_refunded = settled.amount_refunded + amount;
  const reduced = { ...settled, amount_refunded, refunded: amount_refunded === settled.amount };
  account.put("charges", reduced);
  account.emit("charge.refunded", reduced, { amount_refunded: settled.amount_refunded, ...(reduced.refunded ? { refunded: false } : {}) });

  if (reduced.refunded) closeWarnings(account, charge.id);

  account.schedule.add("finish_refund", refund.id, bankAnswerMs);
  return booked;
}

/** The customer's bank has answered: it has the money, or sends it back. */
export function finishRefund(account: StripeAccount, id: string): void {
  const refund = account.get("refunds", id);
  const charge = refund && account.get("charges", idOf(refund.charge) ?? "");
  if (!refund || !charge) return;
  const behaviour = findTestCard(account.get("card_numbers", charge.payment_method ?? "")?.number ?? "")?.refund;
  if (refund.status === "failed") return;
  if (behaviour === "succeeds_then_fails") return void failRefund(account, refund, charge, "unknown");

  const details = refund.destination_details;
  const updated = save(account, {
    ...refund,
    status: "succeeded",
    destination_details: details?.card
      ? { ...details, card: { ...details.card, reference: newId("r", 11).slice(2), reference_status: "available" } }
      : (details ?? { type: "card" }),
  });
  account.emit("refund.updated", updated, refund.status === "succeeded" ? { destination_details: details } : { status: refund.status });
  account.emit("charge.refund.updated", updated, refund.status === "succeeded" ? { destination_details: details } : { status: refund.status });
}

/** A charge's refunds as the list that `expand[]=refunds` shows, newest first. */
export function refundsOf(account: StripeAccount, charge: string): object {
  const refunds = account.find("refunds", "charge", charge);
  return listPage({ oldest_first: refunds, url: `/v1/charges/${charge}/refunds`, params: { limit: 10 }, kind: "refund" });
}

/** The bank sends the money back: it is in the balance again, and the charge as if this refund had not been. */
export function failRefund(account: StripeAccount, refund: Stripe.Refund, charge: Stripe.Charge, reason: string): Stripe.Refund {
  const movement = bookMovement(account, {
    type: "refund_failure",
    reporting_category: "refund_failure",
    source: refund.id,
    amount: refund.amount,
    currency: refund.currency,
    description: "REFUND FAILURE",
    available_on: availableWith(account, idOf(refund.balance_transaction)),
  });
  const failed = save(account, { ...refund, status: "failed", failure_reason: reason, failure_balance_transaction: movement.id });
  const restored = { ...charge, amount_refunded: charge.amount_refunded - refund.amount, refunded: false };
  account.put("charges", restored);
  account.emit("refund.updated", failed, { status: refund.status });
  account.emit("refund.failed", failed, { status: refund.status });
  account.emit("charge.refund.updated", failed, { status: refund.status });
  return failed;
}

function list({ account, params }: Call): object {
  const given = readParams(z.strictObject({ ...listParams, charge: text().optional(), payment_intent: text().optional() }), params);
  const refunds = given.charge === undefined ? account.list("refunds") : account.find("refunds", "charge", given.charge);
  const found = refunds.filter((refund) => given.payment_intent === undefined || refund.payment_intent === given.payment_intent);
  return listPage({ oldest_first: found, url: "/v1/refunds", params: given, kind: "refund" });
}

function update({ account, id, params }: Call): object {
  const given = readParams(z.strictObject({ metadata: metadataParam().optional() }), params);
  const refund = requireRefund(account, id);
  const updated = save(account, { ...refund, metadata: mergeMetadata(refund.metadata ?? {}, given.metadata) });
  account.emit("refund.updated", updated);
  return updated;
}

function requireRefund(account: StripeAccount, id: string): Stripe.Refund {
  const refund = account.get("refunds", id);
  if (!refund) throw noSuch("refund", id);
  return refund;
}

function chargeToRefund(account: StripeAccount, given: { charge?: string | undefined; payment_intent?: string | undefined }): Stripe.Charge {
  if (given.charge === undefined && given.payment_intent === undefined)
    throw invalidParams("One of the following params should be provided for this request: payment_intent or charge.", { code: "parameter_missing" });
  if (given.charge !== undefined) {
    const charge = requireCharge(account, given.charge, "charge");
    if (given.payment_intent !== undefined && charge.payment_intent !== given.payment_intent)
      throw invalidRequest(`The charge ${charge.id} does not belong to the PaymentIntent ${given.payment_intent}.`, { param: "payment_intent" });
    return charge;
  }
  const intent = requirePaymentIntent(account, given.payment_intent ?? "", "payment_intent");
  const latest = idOf(intent.latest_charge);
  if (intent.status !== "succeeded" || latest === null)
    throw invalidRequest(`This PaymentIntent (${intent.id}) does not have a successful charge to refund.`, { code: "payment_intent_unexpected_state" });
  return requireCharge(account, latest);
}

/** The customer's bank has the money already, or had it and gave it up. */
function requireUndisputed(account: StripeAccount, charge: Stripe.Charge): void {
  const isBlocked = charge.disputed && account.find("disputes", "charge", charge.id).some(({ is_charge_refundable }) => !is_charge_refundable);
  if (isBlocked) throw invalidRequest(`Charge ${charge.id} has been charged back; cannot issue a refund.`, { code: "charge_disputed" });
}

function requireRefundable(charge: Stripe.Charge, amount: number): void {
  if (!charge.paid) throw invalidRequest(`Charge ${charge.id} was not successful and cannot be refunded.`, { param: "charge" });
  if (charge.refunded) throw invalidRequest(`Charge ${charge.id} has already been refunded.`, { code: "charge_already_refunded" });
  if (amount < 1) throw invalidRequest("This value must be greater than or equal to 1.", { code: "parameter_invalid_integer", param: "amount" });
  const left = charge.amount - charge.amount_refunded;
  if (amount > left)
    throw invalidRequest(
      `Refund amount (${inWords(amount, charge.currency)}) is greater than unrefunded amount on charge (${inWords(left, charge.currency)})`,
      { param: "amount" },
    );
}

function blankRefund(account: StripeAccount, charge: Stripe.Charge): Stripe.Refund {
  const isCard = charge.payment_method_details?.type === "card";
  return {
    id: newId("re"),
    object: "refund",
    amount: 0,
    balance_transaction: null,
    charge: charge.id,
    created: account.seconds(),
    currency: charge.currency,
    customer: charge.customer,
    customer_account: null,
    destination_details: isCard
      ? { card: { reference_status: "pending", reference_type: "acquirer_reference_number", type: "refund" }, type: "card" }
      : { type: "us_bank_transfer" },
    metadata: {},
    payment_intent: charge.payment_intent,
    payment_method: charge.payment_method,
    reason: null,
    receipt_number: null,
    source_transfer_reversal: null,
    status: "succeeded",
    transfer_reversal: null,
  };
}

function save(account: StripeAccount, refund: Stripe.Refund): Stripe.Refund {
  account.put("refunds", refund);
  return refund;
}
