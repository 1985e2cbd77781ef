import type Stripe from "stripe";
import { z } from "zod";
import type { StripeAccount } from "../account.ts";
import { noSuch } from "../errors.ts";
import { idOf, newId } from "../ids.ts";
import { listPage } from "../lists.ts";
import { listParams, readParams, text } from "../params.ts";
import type { Call, Route } from "../router.ts";

export const earlyFraudWarningRoutes: Route[] = [
  { method: "GET", path: "/v1/radar/early_fraud_warnings", handle: list },
  { method: "GET", path: "/v1/radar/early_fraud_warnings/:id", handle: retrieve },
];

/** The card's issuer suspects fraud: nothing has happened to the money yet, and a refund now prevents a dispute. */
export function warnOfFraud(account: StripeAccount, charge: Stripe.Charge): Stripe.Radar.EarlyFraudWarning {
  const payment_intent = idOf(charge.payment_intent);
  const warning: Stripe.Radar.EarlyFraudWarning = {
    id: newId("issfr"),
    object: "radar.early_fraud_warning",
    actionable: !charge.disputed && !charge.refunded,
    charge: charge.id,
    created: account.seconds(),
    fraud_type: "made_with_stolen_card",
    livemode: false,
    ...(payment_intent === null ? {} : { payment_intent }),
  };
  account.put("early_fraud_warnings", warning);
  account.emit("radar.early_fraud_warning.created", warning);
  return warning;
}

/** The charge is refunded in full or disputed: there is nothing left to prevent. */
export function closeWarnings(account: StripeAccount, charge: string): void {
  for (const warning of account.find("early_fraud_warnings", "charge", charge).filter(({ actionable }) => actionable)) {
    const closed = { ...warning, actionable: false };
    account.put("early_fraud_warnings", closed);
    account.emit("radar.early_fraud_warning.updated", closed, { actionable: true });
  }
}

function retrieve({ account, id }: Call): object {
  const warning = account.get("early_fraud_warnings", id);
  if (!warning) throw noSuch("early fraud warning", id);
  return warning;
}

function list({ account, params }: Call): object {
  const given = readParams(z.strictObject({ ...listParams, charge: text().optional(), payment_intent: text().optional() }), params);
  const candidates = given.charge === undefined ? account.list("early_fraud_warnings") : account.find("early_fraud_warnings", "charge", given.charge);
  const found = candidates.filter(({ payment_intent }) => given.payment_intent === undefined || payment_intent === given.payment_intent);
  return listPage({ oldest_first: found, url: "/v1/radar/early_fraud_warnings", params: given, kind: "early fraud warning" });
}
