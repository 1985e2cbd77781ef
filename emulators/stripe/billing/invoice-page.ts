import type Stripe from "stripe";
import type { EmulatorRequest, EmulatorResponse } from "../../emulator.ts";
import type { StripeAccount } from "../account.ts";
import { confirmPaymentIntent } from "../confirm-payment-intent.ts";
import { inWords } from "../currencies.ts";
import { StripeFailure } from "../errors.ts";
import { cardChoice, cardIn, savedCards } from "../hosted/card-choice.ts";
import { closedPage, hostedPage, idIn, redirectTo } from "../hosted/hosted-page.ts";
import { idOf } from "../ids.ts";
import { escapeHtml } from "../pages.ts";
import { platformName } from "../platform.ts";

/** What an invoice's hosted_invoice_url shows: what it is for, and while it is open how to pay it. */
export function respondToInvoice(account: StripeAccount, request: EmulatorRequest): EmulatorResponse {
  const invoice = account.get("invoices", idIn(request.url));
  if (!invoice?.hosted_invoice_url) return closedPage({ status: 404, title: "No such invoice", words: "It may have gone with a reset." });
  if (request.method !== "POST") return show(account, invoice, null, problemOf(account, invoice));
  const sent = new URLSearchParams(request.body.toString("utf8"));
  try {
    return pay(account, invoice, sent);
  } catch (error) {
    if (!(error instanceof StripeFailure)) throw error;
    return show(account, account.get("invoices", invoice.id) ?? invoice, sent, error.message);
  }
}

function pay(account: StripeAccount, invoice: Stripe.Invoice, sent: URLSearchParams): EmulatorResponse {
  const intent = intentOf(account, invoice);
  const here = invoice.hosted_invoice_url ?? "";
  if (invoice.status !== "open" || !intent) return redirectTo(here);
  const payment_method = cardIn(account, sent, savedCards(account, idOf(invoice.customer)));
  const change = () => ({ ...intent, payment_method });
  const confirmed = confirmPaymentIntent(account, intent, { access: "secret", return_url: here, change });
  return redirectTo(confirmed.next_action?.redirect_to_url?.url ?? here);
}

function show(account: StripeAccount, invoice: Stripe.Invoice, sent: URLSearchParams | null, problem: string | null): EmulatorResponse {
  const lines = invoice.lines.data.map(
    ({ description, amount, currency }) => `<li><span>${escapeHtml(description ?? "")}</span> <strong>${inWords(amount, currency)}</strong></li>`,
  );
  const form = `<form method="post" class="stack">${cardChoice(savedCards(account, idOf(invoice.customer)), sent)}
    <div class="buttons"><button class="primary">Pay ${inWords(invoice.amount_remaining, invoice.currency)}</button></div></form>`;
  const state =
    invoice.status === "paid"
      ? '<p class="good">Paid. Thank you.</p>'
      : `<p>This invoice is ${escapeHtml(invoice.status ?? "a draft")}: there is nothing to pay.</p>`;
  return hostedPage({
    title: `Invoice ${invoice.number ?? ""}`,
    problem,
    body: `<p>${platformName}, ${inWords(invoice.total, invoice.currency)}</p><ul class="lines">${lines.join("")}</ul>${invoice.status === "open" ? form : state}<p class="small">${invoice.id}</p>`,
  });
}

/** Why the last attempt did not pay, for whoever comes to mend it. */
function problemOf(account: StripeAccount, invoice: Stripe.Invoice): string | null {
  if (invoice.status !== "open") return null;
  const intent = intentOf(account, invoice);
  if (intent?.status === "requires_action") return "Your bank wants you to authenticate this payment.";
  return intent?.last_payment_error?.message ?? null;
}

function intentOf(account: StripeAccount, invoice: Stripe.Invoice): Stripe.PaymentIntent | null {
  const [payment] = account.find("invoice_payments", "invoice", invoice.id);
  return payment ? account.get("payment_intents", payment.payment_intent) : null;
}
