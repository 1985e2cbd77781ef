import type Stripe from "stripe";
import { z } from "zod";
import type { StripeAccount } from "../account.ts";
import { noSuch } from "../errors.ts";
import { newId } from "../ids.ts";
import { listPage } from "../lists.ts";
import { listParams, readParams, text } from "../params.ts";
import type { Call, Route } from "../router.ts";

export const invoicePaymentRoutes: Route[] = [
  { method: "GET", path: "/v1/invoice_payments", handle: list },
  { method: "GET", path: "/v1/invoice_payments/:id", handle: retrieve },
];

/** How an invoice is paid: by one payment intent, kept here by itself so that it is found from there. */
export type StoredInvoicePayment = Omit<Stripe.InvoicePayment, "payment" | "invoice"> & { invoice: string; payment_intent: string };

export function openInvoicePayment(account: StripeAccount, invoice: Stripe.Invoice, payment_intent: string): StoredInvoicePayment {
  const payment: StoredInvoicePayment = {
    id: newId("inpay"),
    object: "invoice_payment",
    amount_paid: null,
    amount_requested: invoice.amount_due,
    created: account.seconds(),
    currency: invoice.currency,
    invoice: invoice.id,
    is_default: true,
    livemode: false,
    payment_intent,
    status: "open",
    status_transitions: { canceled_at: null, paid_at: null },
  };
  account.put("invoice_payments", payment);
  return payment;
}

export function invoicePaymentView({ payment_intent, ...payment }: StoredInvoicePayment): Stripe.InvoicePayment {
  return { ...payment, payment: { payment_intent, type: "payment_intent" } };
}

/** The invoice's payments as the list that `expand[]=payments` shows. */
export function paymentsOf(account: StripeAccount, invoice: string): Stripe.ApiList<Stripe.InvoicePayment> {
  const data = account.find("invoice_payments", "invoice", invoice).map(invoicePaymentView);
  return { object: "list", data, has_more: false, url: "/v1/invoice_payments" } as Stripe.ApiList<Stripe.InvoicePayment>;
}

/** What a page needs to pay an open invoice. */
export function confirmationSecret(account: StripeAccount, invoice: string): Stripe.Invoice.ConfirmationSecret | null {
  const [payment] = account.find("invoice_payments", "invoice", invoice);
  const client_secret = payment && account.get("payment_intents", payment.payment_intent)?.client_secret;
  return client_secret ? { client_secret, type: "payment_intent" } : null;
}

function retrieve({ account, id }: Call): object {
  const payment = account.get("invoice_payments", id);
  if (!payment) throw noSuch("invoice payment", id);
  return invoicePaymentView(payment);
}

function list({ account, params }: Call): object {
  const given = readParams(
    z.strictObject({
      ...listParams,
      invoice: text().optional(),
      payment: z.strictObject({ type: z.literal("payment_intent"), payment_intent: text() }).optional(),
      status: z.enum(["canceled", "open", "paid"]).optional(),
    }),
    params,
  );
  const candidates = given.payment ? account.find("invoice_payments", "payment_intent", given.payment.payment_intent) : account.list("invoice_payments");
  const found = candidates.filter(({ invoice, status }) => invoice === (given.invoice ?? invoice) && status === (given.status ?? status));
  return listPage({ oldest_first: found, url: "/v1/invoice_payments", params: given, kind: "invoice payment", show: invoicePaymentView });
}
