import "server-only";
import type Stripe from "stripe";
import { callProvider } from "../provider-call";
import { findStripeCharge, type StripeCharge } from "./charges";
import { stripe } from "./client";
import { subscriptionOfInvoice } from "./subscriptions";

/** The charge that paid an invoice, with what Stripe kept of it; null where none did: nothing was due, or it was paid outside Stripe. */
export async function findInvoiceCharge(invoice_id: string): Promise<StripeCharge | null> {
  const list = () => stripe().invoicePayments.list({ invoice: invoice_id, status: "paid", expand: ["data.payment.payment_intent"] });
  const { data } = await callProvider({ provider: "stripe", operation: "findInvoiceCharge", ids: { invoice_id } }, list);
  const id = data.map(({ payment }) => chargeOf(payment)).find((charge) => charge !== null);
  return id ? findStripeCharge(id) : null;
}

/** The subscription whose invoice an intent pays; null for any other intent. */
export async function subscriptionOfIntent(intent_id: string): Promise<string | null> {
  const list = () => stripe().invoicePayments.list({ payment: { type: "payment_intent", payment_intent: intent_id }, limit: 1 });
  const { data } = await callProvider({ provider: "stripe", operation: "subscriptionOfIntent", ids: { intent_id } }, list);
  const invoice = data[0]?.invoice;
  return invoice ? subscriptionOfInvoice(typeof invoice === "string" ? invoice : invoice.id) : null;
}

/** https://docs.stripe.com/api/invoice-payment/object: by an intent, or by a charge that was made without one. */
function chargeOf({ charge, payment_intent }: Stripe.InvoicePayment.Payment): string | null {
  const reference = charge ?? (typeof payment_intent === "object" ? payment_intent.latest_charge : null);
  return typeof reference === "string" ? reference : (reference?.id ?? null);
}
