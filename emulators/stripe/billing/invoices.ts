import type Stripe from "stripe";
import { z } from "zod";
import type { StripeAccount } from "../account.ts";
import { invalidRequest, noSuch } from "../errors.ts";
import { listPage } from "../lists.ts";
import { mergeMetadata } from "../metadata.ts";
import { boolean, definedOnly, listParams, metadataParam, readParams, text } from "../params.ts";
import { requireUsablePaymentMethod } from "../payment-methods.ts";
import type { Call, Route } from "../router.ts";
import { attemptPayment, finalizeInvoice, markPaid, voidInvoice } from "./collect-invoice.ts";
import { requiresAction } from "./first-invoice.ts";
import { subscriptionOf } from "./invoice-object.ts";

export const invoiceRoutes: Route[] = [
  { method: "GET", path: "/v1/invoices", handle: list },
  { method: "GET", path: "/v1/invoices/:id", handle: ({ account, id }) => requireInvoice(account, id) },
  { method: "GET", path: "/v1/invoices/:id/lines", handle: listLines },
  { method: "POST", path: "/v1/invoices/:id", handle: update },
  { method: "POST", path: "/v1/invoices/:id/finalize", handle: finalize },
  { method: "POST", path: "/v1/invoices/:id/pay", handle: pay },
  { method: "POST", path: "/v1/invoices/:id/void", handle: voidOne },
  { method: "POST", path: "/v1/invoices/:id/mark_uncollectible", handle: giveUp },
];

export function requireInvoice(account: StripeAccount, id: string): Stripe.Invoice {
  const invoice = account.get("invoices", id);
  if (!invoice) throw noSuch("invoice", id);
  return invoice;
}

function list({ account, params }: Call): object {
  const given = readParams(
    z.strictObject({
      ...listParams,
      collection_method: z.enum(["charge_automatically", "send_invoice"]).optional(),
      customer: text().optional(),
      status: z.enum(["draft", "open", "paid", "uncollectible", "void"]).optional(),
      subscription: text().optional(),
    }),
    params,
  );
  const candidates = given.customer === undefined ? account.list("invoices") : account.find("invoices", "customer", given.customer);
  const found = candidates
    .filter(({ status, collection_method }) => status === (given.status ?? status) && collection_method === (given.collection_method ?? collection_method))
    .filter((invoice) => given.subscription === undefined || subscriptionOf(invoice) === given.subscription);
  return listPage({ oldest_first: found, url: "/v1/invoices", params: given, kind: "invoice" });
}

function listLines({ account, id, params }: Call): object {
  const given = readParams(z.strictObject(listParams), params);
  return listPage({ oldest_first: requireInvoice(account, id).lines.data, url: `/v1/invoices/${id}/lines`, params: given, kind: "line item" });
}

function update({ account, id, params }: Call): object {
  const given = readParams(
    z.strictObject({
      auto_advance: boolean().optional(),
      default_payment_method: text().optional(),
      description: text().optional(),
      metadata: metadataParam().optional(),
    }),
    params,
  );
  const invoice = requireInvoice(account, id);
  const { metadata, ...fields } = given;
  if (fields.default_payment_method !== undefined) requireUsablePaymentMethod(account, fields.default_payment_method, "default_payment_method");
  const updated = { ...invoice, ...definedOnly(fields), metadata: mergeMetadata(invoice.metadata ?? {}, metadata) };
  account.put("invoices", updated);
  account.emit("invoice.updated", updated, { metadata: invoice.metadata });
  return updated;
}

function finalize({ account, id, params }: Call): object {
  const { auto_advance } = readParams(z.strictObject({ auto_advance: boolean().optional() }), params);
  const invoice = requireInvoice(account, id);
  if (invoice.status !== "draft")
    throw invalidRequest(`This invoice is already finalized, you can't re-finalize a non-draft invoice.`, { code: "invoice_not_editable" });
  return finalizeInvoice(account, { ...invoice, ...definedOnly({ auto_advance }) });
}

/** A decline is thrown as the card's error, so that whoever asked for the payment hears why it failed. */
function pay({ account, id, params }: Call): object {
  const given = readParams(
    z.strictObject({ off_session: boolean().optional(), paid_out_of_band: boolean().optional(), payment_method: text().optional() }),
    params,
  );
  const found = requireInvoice(account, id);
  const invoice = found.status === "draft" ? finalizeInvoice(account, found) : found;
  if (invoice.status === "paid") throw invalidRequest("Invoice is already paid");
  if (invoice.status === "void") throw invalidRequest(`This invoice can no longer be paid: it is ${invoice.status}.`);
  if (given.paid_out_of_band) return markPaid(account, invoice, { off_stripe: true });
  const after = attemptPayment(account, invoice, { off_session: given.off_session ?? true, payment_method: given.payment_method });
  if (after.status === "paid") return after;
  if (
    after.attempted &&
    account.find("invoice_payments", "invoice", id).some(({ payment_intent }) => account.get("payment_intents", payment_intent)?.status === "requires_action")
  )
    throw requiresAction("invoice_payment_intent_requires_action");
  throw invalidRequest(
    "There is no `default_payment_method` set on this Customer or Invoice. Please set either an Invoice `default_payment_method`, or a Customer `invoice_settings.default_payment_method`.",
    { code: "missing" },
  );
}

function voidOne({ account, id, params }: Call): object {
  readParams(z.strictObject({}), params);
  const invoice = requireInvoice(account, id);
  if (invoice.status !== "open" && invoice.status !== "uncollectible")
    throw invalidRequest(`You can only pass in open invoices. This invoice isn't open (${invoice.status}).`);
  return voidInvoice(account, invoice);
}

function giveUp({ account, id, params }: Call): object {
  readParams(z.strictObject({}), params);
  const invoice = requireInvoice(account, id);
  if (invoice.status !== "open") throw invalidRequest(`You can only pass in open invoices. This invoice isn't open (${invoice.status}).`);
  const given_up: Stripe.Invoice = {
    ...invoice,
    status: "uncollectible",
    auto_advance: false,
    next_payment_attempt: null,
    status_transitions: { ...invoice.status_transitions, marked_uncollectible_at: account.seconds() },
  };
  account.put("invoices", given_up);
  account.emit("invoice.marked_uncollectible", given_up, { status: "open" });
  return given_up;
}
