import type Stripe from "stripe";
import { z } from "zod";
import type { StripeAccount } from "./account.ts";
import { bookMovement } from "./balance/balance-transactions.ts";
import { findTestCard } from "./cards.ts";
import { declinedCharge, paidCharge } from "./charge-object.ts";
import type { Attempt } from "./charge-object.ts";
import { stripeFee } from "./currencies.ts";
import { noSuch } from "./errors.ts";
import { listPage } from "./lists.ts";
import { mergeMetadata } from "./metadata.ts";
import { definedOnly, listParams, metadataParam, readParams, text } from "./params.ts";
import type { Call, Route } from "./router.ts";

export const chargeRoutes: Route[] = [
  { method: "GET", path: "/v1/charges", connected: true, handle: list },
  { method: "GET", path: "/v1/charges/:id", connected: true, handle: ({ account, id }) => requireCharge(account, id) },
  { method: "POST", path: "/v1/charges/:id", handle: update },
];

/** With capture_method automatic_async the fee is known a moment after the money is taken, as charge.updated tells. */
const settlementDelayMs = 250;
/** Some test cards are disputed, or reported as stolen, soon after they paid. */
const disputeDelayMs = 1000;

/** Books one attempt to take the intent's money, successful or declined. */
export function createCharge(account: StripeAccount, attempt: Attempt): Stripe.Charge {
  const charge = attempt.decline ? declinedCharge(account, attempt, attempt.decline) : paidCharge(account, attempt);
  account.put("charges", charge);
  account.emit(attempt.decline ? "charge.failed" : "charge.succeeded", charge);
  if (attempt.decline) return charge;
  const card = findTestCard(account.get("card_numbers", attempt.method.id)?.number ?? "");
  if (card?.disputes || card?.warns) account.schedule.add("card_disputes", charge.id, disputeDelayMs);
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
    ...(findTestCard(method?.number ?? "")?.available_at_once ? { available_on: account.seconds() } : {}),
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
  const given = readParams(
    z.strictObject({ ...listParams, customer: text().optional(), payment_intent: text().optional(), transfer_group: text().optional() }),
    params,
  );
  const charges = given.payment_intent === undefined ? account.list("charges") : account.find("charges", "payment_intent", given.payment_intent);
  const found = charges
    .filter((charge) => given.customer === undefined || charge.customer === given.customer)
    .filter((charge) => given.transfer_group === undefined || charge.transfer_group === given.transfer_group);
  return listPage({ oldest_first: found, url: "/v1/charges", params: given, kind: "charge" });
}

function update({ account, id, params }: Call): object {
  const { metadata, ...given } = readParams(
    z.strictObject({
      description: text().optional(),
      receipt_email: text().optional(),
      transfer_group: text().optional(),
      metadata: metadataParam().optional(),
    }),
    params,
  );
  const charge = requireCharge(account, id);
  const updated = { ...charge, ...definedOnly(given), metadata: mergeMetadata(charge.metadata, metadata) };
  account.put("charges", updated);
  account.emit("charge.updated", updated);
  return updated;
}
