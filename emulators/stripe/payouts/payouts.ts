import type Stripe from "stripe";
import { z } from "zod";
import type { StripeAccount } from "../account.ts";
import { accountView } from "../accounts/account-object.ts";
import { fundsIn } from "../balance/balance.ts";
import { requireCurrency } from "../currencies.ts";
import { invalidParams, invalidRequest, noSuch } from "../errors.ts";
import { isWithin, listPage } from "../lists.ts";
import { mergeMetadata } from "../metadata.ts";
import { integer, listParams, metadataParam, rangeParam, readParams, text } from "../params.ts";
import type { Call, Route } from "../router.ts";
import { cancelPayout, destinationFor, sendPayout } from "./payout-life.ts";
import { blankPayout } from "./payout-object.ts";

export const payoutRoutes: Route[] = [
  { method: "POST", path: "/v1/payouts", connected: true, handle: create },
  { method: "GET", path: "/v1/payouts", connected: true, handle: list },
  { method: "GET", path: "/v1/payouts/:id", connected: true, handle: ({ account, id }) => requirePayout(account, id) },
  { method: "POST", path: "/v1/payouts/:id", connected: true, handle: update },
  { method: "POST", path: "/v1/payouts/:id/cancel", connected: true, handle: cancel },
];

function create({ account, params }: Call): object {
  const given = readParams(
    z.strictObject({
      amount: integer(),
      currency: text(),
      description: text().optional(),
      destination: text().optional(),
      metadata: metadataParam().optional(),
      method: z.enum(["standard"]).optional(),
      source_type: z.enum(["card", "bank_account", "fpx"]).optional(),
      statement_descriptor: text(22).optional(),
    }),
    params,
  );
  const currency = requireCurrency(given.currency);
  if (given.amount < 1) throw invalidParams("This value must be greater than or equal to 1.", { code: "parameter_invalid_integer", param: "amount" });
  requirePayoutsEnabled(account);
  const destination = chosenBank(account, given.destination, currency);
  if (fundsIn(account, currency).available < given.amount) {
    throw invalidRequest(
      "You have insufficient funds in your Stripe account for this transfer. Your card balance is too low. You can use the /v1/balance endpoint to view your Stripe balance (for more details, see stripe.com/docs/api#balance).",
      { code: "balance_insufficient" },
    );
  }
  return sendPayout(account, {
    ...blankPayout(account, { amount: given.amount, currency }),
    description: given.description ?? null,
    destination,
    metadata: mergeMetadata({}, given.metadata),
    statement_descriptor: given.statement_descriptor ?? null,
  });
}

export function requirePayout(account: StripeAccount, id: string): Stripe.Payout {
  const payout = account.get("payouts", id);
  if (!payout) throw noSuch("payout", id);
  return payout;
}

function list({ account, params }: Call): object {
  const given = readParams(
    z.strictObject({
      ...listParams,
      arrival_date: rangeParam.optional(),
      destination: text().optional(),
      status: z.enum(["pending", "paid", "failed", "canceled", "in_transit"]).optional(),
    }),
    params,
  );
  const found = account
    .list("payouts")
    .filter(({ status, destination }) => status === (given.status ?? status) && destination === (given.destination ?? destination))
    .filter(({ arrival_date }) => isWithin(arrival_date, given.arrival_date));
  return listPage({ oldest_first: found, url: "/v1/payouts", params: given, kind: "payout" });
}

function update({ account, id, params }: Call): object {
  const { metadata } = readParams(z.strictObject({ metadata: metadataParam().optional() }), params);
  const payout = requirePayout(account, id);
  const updated = { ...payout, metadata: mergeMetadata(payout.metadata ?? {}, metadata) };
  account.put("payouts", updated);
  account.emit("payout.updated", updated, { metadata: payout.metadata });
  return updated;
}

function cancel({ account, id, params }: Call): object {
  readParams(z.strictObject({}), params);
  const payout = requirePayout(account, id);
  if (payout.automatic) throw invalidRequest(`Payout ${id} was created automatically and cannot be canceled.`);
  if (payout.status !== "pending") throw invalidRequest(`Payout ${id} has a status of ${payout.status} and cannot be canceled.`);
  return cancelPayout(account, payout);
}

function requirePayoutsEnabled({ platform, connected_id }: StripeAccount): void {
  const owner = connected_id === null ? null : platform.get("accounts", connected_id);
  if (owner && !accountView(platform, owner).payouts_enabled)
    throw invalidRequest("Payouts are not enabled for this account: its requirements are due, or it has no external account that works.", {
      code: "payouts_not_allowed",
    });
}

/** The platform's own bank is not emulated, and has no id. */
function chosenBank(account: StripeAccount, wanted: string | undefined, currency: string): string | null {
  if (account.connected_id === null) {
    if (wanted !== undefined) throw noSuch("external account", wanted, "destination");
    return null;
  }
  const bank = wanted === undefined ? destinationFor(account, currency) : account.platform.get("bank_accounts", wanted);
  if (bank?.account === account.connected_id && bank.status !== "errored") return bank.id;
  if (wanted !== undefined) throw noSuch("external account", wanted, "destination");
  throw invalidRequest(`Sorry, you don't have any external accounts in that currency (${currency}).`, { param: "currency" });
}
