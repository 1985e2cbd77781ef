import type Stripe from "stripe";
import { z } from "zod";
import type { StripeAccount } from "../account.ts";
import { availableWith, bookMovement } from "../balance/balance-transactions.ts";
import { inWords } from "../currencies.ts";
import { invalidParams, invalidRequest, noSuch } from "../errors.ts";
import { idOf, newId } from "../ids.ts";
import { listPage } from "../lists.ts";
import { mergeMetadata } from "../metadata.ts";
import { boolean, integer, listParams, metadataParam, readParams, text } from "../params.ts";
import type { Call, Route } from "../router.ts";
import { refundDestinationPayment, reversibleFunds } from "./destination-payment.ts";
import { requireTransfer, transferView } from "./transfers.ts";
import type { StoredTransfer } from "./transfers.ts";

export const transferReversalRoutes: Route[] = [
  { method: "POST", path: "/v1/transfers/:id/reversals", handle: create },
  { method: "GET", path: "/v1/transfers/:id/reversals", handle: list },
  { method: "GET", path: "/v1/transfers/:id/reversals/:sub", handle: ({ account, id, sub }) => requireReversal(account, id, sub) },
  { method: "POST", path: "/v1/transfers/:id/reversals/:sub", handle: update },
];

/** Takes money of a transfer back, as far as the connected account still has it. */
function create({ account: platform, id, params }: Call): object {
  const given = readParams(
    z.strictObject({
      amount: integer().optional(),
      description: text().optional(),
      metadata: metadataParam().optional(),
      refund_application_fee: boolean().optional(),
    }),
    params,
  );
  const transfer = requireTransfer(platform, id);
  const left = transfer.amount - transfer.amount_reversed;
  const amount = given.amount ?? left;
  if (transfer.reversed) throw invalidRequest(`Transfer ${id} has already been fully reversed.`);
  if (amount < 1) throw invalidParams("This value must be greater than or equal to 1.", { code: "parameter_invalid_integer", param: "amount" });
  if (amount > left) {
    throw invalidRequest(
      `Transfer reversal amount (${inWords(amount, transfer.currency)}) is greater than unreversed amount on transfer (${inWords(left, transfer.currency)})`,
      { param: "amount" },
    );
  }
  return reverse(platform, transfer, { amount, metadata: mergeMetadata({}, given.metadata) });
}

function reverse(platform: StripeAccount, transfer: StoredTransfer, given: { amount: number; metadata: Record<string, string> }): Stripe.TransferReversal {
  const books = platform.connected(transfer.destination);
  const payment = books.get("charges", transfer.destination_payment);
  if (!payment || reversibleFunds(books, payment) < given.amount) {
    throw invalidRequest(
      `The connected account ${transfer.destination} has insufficient funds to reverse ${inWords(given.amount, transfer.currency)} of this transfer.`,
      { code: "balance_insufficient", param: "amount" },
    );
  }
  const id = newId("trr");
  const movement = bookMovement(platform, {
    type: "transfer_refund",
    reporting_category: "transfer_reversal",
    source: id,
    amount: given.amount,
    currency: transfer.currency,
    description: "REFUND FOR TRANSFER",
    available_on: availableWith(platform, idOf(transfer.balance_transaction)),
  });
  const refund = refundDestinationPayment(books, payment, { id, amount: given.amount });
  const reversal: Stripe.TransferReversal = {
    id,
    object: "transfer_reversal",
    amount: given.amount,
    balance_transaction: movement.id,
    created: platform.seconds(),
    currency: transfer.currency,
    destination_payment_refund: refund.id,
    metadata: given.metadata,
    source_refund: null,
    transfer: transfer.id,
  };
  platform.put("transfer_reversals", reversal);
  const amount_reversed = transfer.amount_reversed + given.amount;
  const reduced = { ...transfer, amount_reversed, reversed: amount_reversed === transfer.amount };
  platform.put("transfers", reduced);
  platform.emit("transfer.reversed", transferView(platform, reduced), { amount_reversed: transfer.amount_reversed, reversed: transfer.reversed });
  return reversal;
}

function list({ account: platform, id, params }: Call): object {
  const given = readParams(z.strictObject(listParams), params);
  requireTransfer(platform, id);
  const found = platform.find("transfer_reversals", "transfer", id);
  return listPage({ oldest_first: found, url: `/v1/transfers/${id}/reversals`, params: given, kind: "transfer reversal" });
}

function update({ account: platform, id, sub, params }: Call): object {
  const given = readParams(z.strictObject({ metadata: metadataParam().optional() }), params);
  const reversal = requireReversal(platform, id, sub);
  const updated = { ...reversal, metadata: mergeMetadata(reversal.metadata ?? {}, given.metadata) };
  platform.put("transfer_reversals", updated);
  return updated;
}

function requireReversal(platform: StripeAccount, transfer: string, id: string): Stripe.TransferReversal {
  requireTransfer(platform, transfer);
  const reversal = platform.get("transfer_reversals", id);
  if (reversal?.transfer !== transfer) throw noSuch("transfer reversal", id);
  return reversal;
}
