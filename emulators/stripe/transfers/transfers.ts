import type Stripe from "stripe";
import { z } from "zod";
import type { StripeAccount } from "../account.ts";
import { capabilitiesOf } from "../accounts/account-object.ts";
import { availableWith, bookMovement } from "../balance/balance-transactions.ts";
import { fundsIn } from "../balance/balance.ts";
import { requireCharge, settleCharge } from "../charges.ts";
import { inWords, requireCurrency } from "../currencies.ts";
import { invalidParams, invalidRequest, noSuch } from "../errors.ts";
import { idOf, newId } from "../ids.ts";
import { listPage } from "../lists.ts";
import { mergeMetadata } from "../metadata.ts";
import { definedOnly, integer, listParams, metadataParam, readParams, text } from "../params.ts";
import type { Call, Route } from "../router.ts";
import { bookDestinationPayment } from "./destination-payment.ts";
import { reversalList } from "./reversal-list.ts";

export const transferRoutes: Route[] = [
  { method: "POST", path: "/v1/transfers", handle: create },
  { method: "GET", path: "/v1/transfers", handle: list },
  { method: "GET", path: "/v1/transfers/:id", handle: ({ account, id }) => transferView(account, requireTransfer(account, id)) },
  { method: "POST", path: "/v1/transfers/:id", handle: update },
];

/** Its reversals are kept by themselves. */
export type StoredTransfer = Omit<Stripe.Transfer, "reversals" | "destination" | "destination_payment"> & { destination: string; destination_payment: string };

/** Moves money of the platform to a connected account: https://docs.stripe.com/connect/separate-charges-and-transfers */
function create({ account: platform, params }: Call): object {
  const given = readParams(
    z.strictObject({
      amount: integer(),
      currency: text(),
      destination: text(),
      description: text().optional(),
      metadata: metadataParam().optional(),
      source_transaction: text().optional(),
      source_type: z.enum(["card", "bank_account", "fpx"]).optional(),
      transfer_group: text().optional(),
    }),
    params,
  );
  const currency = requireCurrency(given.currency);
  const { amount } = given;
  if (amount < 1) throw invalidParams("This value must be greater than or equal to 1.", { code: "parameter_invalid_integer", param: "amount" });
  requireDestination(platform, given.destination);
  const source = given.source_transaction === undefined ? null : requireSource(platform, given.source_transaction, { amount, currency });
  if (!source) requireFunds(platform, amount, currency);

  const id = newId("tr");
  const available_on = source ? availableWith(platform, idOf(source.balance_transaction)) : platform.seconds();
  const transfer_group = given.transfer_group ?? (source ? (source.transfer_group ?? `group_${idOf(source.payment_intent) ?? source.id}`) : null);
  const movement = bookMovement(platform, { type: "transfer", reporting_category: "transfer", source: id, amount: -amount, currency, available_on });
  const payment = bookDestinationPayment(platform.connected(given.destination), { id, amount, currency, transfer_group, available_on });
  const transfer: StoredTransfer = {
    id,
    object: "transfer",
    amount,
    amount_reversed: 0,
    balance_transaction: movement.id,
    created: platform.seconds(),
    currency,
    description: given.description ?? null,
    destination: given.destination,
    destination_payment: payment.id,
    livemode: false,
    metadata: mergeMetadata({}, given.metadata),
    reversed: false,
    source_transaction: source?.id ?? null,
    source_type: "card",
    transfer_group,
  };
  platform.put("transfers", transfer);
  const shown = transferView(platform, transfer);
  platform.emit("transfer.created", shown);
  return shown;
}

/** The transfer as the API shows it, with the newest of its reversals. */
export function transferView(platform: StripeAccount, transfer: StoredTransfer): Stripe.Transfer {
  return { ...transfer, reversals: reversalList(platform, transfer.id) };
}

export function requireTransfer(platform: StripeAccount, id: string): StoredTransfer {
  const transfer = platform.get("transfers", id);
  if (!transfer) throw noSuch("transfer", id);
  return transfer;
}

function list({ account: platform, params }: Call): object {
  const given = readParams(z.strictObject({ ...listParams, destination: text().optional(), transfer_group: text().optional() }), params);
  const candidates = given.transfer_group === undefined ? platform.list("transfers") : platform.find("transfers", "transfer_group", given.transfer_group);
  const found = candidates.filter(({ destination }) => destination === (given.destination ?? destination));
  return listPage({ oldest_first: found, url: "/v1/transfers", params: given, kind: "transfer", show: (transfer) => transferView(platform, transfer) });
}

function update({ account: platform, id, params }: Call): object {
  const { metadata, description } = readParams(z.strictObject({ description: text().optional(), metadata: metadataParam().optional() }), params);
  const transfer = requireTransfer(platform, id);
  const updated = { ...transfer, ...definedOnly({ description }), metadata: mergeMetadata(transfer.metadata, metadata) };
  platform.put("transfers", updated);
  const shown = transferView(platform, updated);
  platform.emit("transfer.updated", shown, { description: transfer.description, metadata: transfer.metadata });
  return shown;
}

function requireDestination(platform: StripeAccount, id: string): void {
  const account = platform.get("accounts", id);
  if (account?.state !== "connected") throw noSuch("destination", id, "destination");
  const mayReceive = capabilitiesOf(platform, account).some(({ name, status }) => name === "transfers" && status === "active");
  if (!mayReceive) {
    throw invalidRequest(
      "Your destination account needs to have at least one of the following capabilities enabled: transfers, crypto_transfers, legacy_payments",
      { code: "insufficient_capabilities_for_transfer" },
    );
  }
}

/** The charge whose money is passed on; all transfers of one charge together pass on no more than was charged. */
function requireSource(platform: StripeAccount, id: string, { amount, currency }: { amount: number; currency: string }): Stripe.Charge {
  const found = requireCharge(platform, id, "source_transaction");
  const charge = settleCharge(platform, found.id) ?? found;
  if (!charge.paid) throw invalidRequest(`The charge ${id} was not successful, and cannot be the source of a transfer.`, { param: "source_transaction" });
  if (charge.currency !== currency) {
    throw invalidRequest(
      `The currency of source_transaction's balance transaction (${charge.currency}) must be the same as the transfer currency (${currency})`,
      { param: "currency" },
    );
  }
  const earlier = platform.find("transfers", "source_transaction", id).reduce((sum, transfer) => sum + transfer.amount - transfer.amount_reversed, 0);
  if (earlier + amount > charge.amount) {
    const already = earlier > 0 ? ` (There is already a transfer using this source, amounting to ${inWords(earlier, currency)}.)` : "";
    throw invalidRequest(`Transfers using this transaction as a source must not exceed the source amount of ${inWords(charge.amount, currency)}.${already}`, {
      param: "amount",
    });
  }
  return charge;
}

function requireFunds(platform: StripeAccount, amount: number, currency: string): void {
  if (fundsIn(platform, currency).available >= amount) return;
  throw invalidRequest(
    "You have insufficient available funds in your Stripe account. Try adding funds directly to your available balance by creating Charges using the 4000000000000077 test card. See: https://stripe.com/docs/testing#available-balance",
    { code: "balance_insufficient" },
  );
}
