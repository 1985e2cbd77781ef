import type Stripe from "stripe";
import type { StripeAccount } from "../account.ts";
import { cancelPaymentIntent, confirmPaymentIntent } from "../confirm-payment-intent.ts";
import { requireCustomer } from "../customers.ts";
import { StripeFailure } from "../errors.ts";
import { idOf } from "../ids.ts";
import { blankPaymentIntent } from "../payment-intent-object.ts";
import { dunningOf } from "./dunning.ts";
import { subscriptionOf } from "./invoice-object.ts";
import { openInvoicePayment } from "./invoice-payments.ts";
import type { StoredInvoicePayment } from "./invoice-payments.ts";
import { afterFailure, afterLastFailure, afterPayment } from "./subscription-status.ts";

/** Gives a draft its number and the intent by which it is paid: https://docs.stripe.com/invoicing/integration/workflow-transitions */
export function finalizeInvoice(account: StripeAccount, draft: Stripe.Invoice): Stripe.Invoice {
  const customer = requireCustomer(account, idOf(draft.customer) ?? "");
  const sequence = customer.next_invoice_sequence ?? 1;
  account.put("customers", { ...customer, next_invoice_sequence: sequence + 1 });
  const now = account.seconds();
  const open = save(account, {
    ...draft,
    status: "open",
    number: `${customer.invoice_prefix}-${String(sequence).padStart(4, "0")}`,
    automatically_finalizes_at: null,
    effective_at: now,
    ending_balance: 0,
    hosted_invoice_url: `${account.base_url}/stripe/invoices/${draft.id}`,
    status_transitions: { ...draft.status_transitions, finalized_at: now },
    webhooks_delivered_at: draft.created,
  });
  if (open.amount_due > 0) openInvoicePayment(account, open, createIntentFor(account, open).id);
  account.emit("invoice.finalized", open, { status: "draft" });
  return open.amount_due > 0 ? open : markPaid(account, open);
}

/**
 * Tries to take an open invoice's money with the payment method that the subscription or its customer has.
 * What comes of it reaches the invoice by way of its intent, as when the customer pays by themselves; a decline is thrown.
 */
export function attemptPayment(
  account: StripeAccount,
  invoice: Stripe.Invoice,
  options: { off_session: boolean; payment_method?: string | undefined; next_attempt?: number | null },
): Stripe.Invoice {
  const payment = paymentOf(account, invoice.id);
  const intent = payment && account.get("payment_intents", payment.payment_intent);
  if (!intent) return invoice;
  const attempted = save(account, {
    ...invoice,
    attempted: true,
    attempt_count: invoice.attempt_count + 1,
    next_payment_attempt: options.next_attempt === undefined ? invoice.next_payment_attempt : options.next_attempt,
  });
  const method = options.payment_method ?? methodFor(account, invoice);
  if (method === null) noteFailure(account, attempted.id);
  else {
    confirmPaymentIntent(account, intent, {
      access: "secret",
      off_session: options.off_session,
      asks_the_customer_later: true,
      use_stripe_sdk: true,
      change: () => ({ ...intent, payment_method: method }),
    });
  }
  return account.get("invoices", invoice.id) ?? attempted;
}

/** A renewal's invoice is due to be tried, for the first time or again; nobody waits for the answer. */
export function collect(account: StripeAccount, id: string): void {
  const invoice = account.get("invoices", id);
  if (invoice?.status !== "open" || !invoice.auto_advance) return;
  const subscription = account.get("subscriptions", subscriptionOf(invoice));
  if (!subscription || subscription.status === "canceled") return;
  try {
    attemptPayment(account, invoice, { off_session: true, next_attempt: nextAttempt(account, invoice) });
  } catch (error) {
    if (!(error instanceof StripeFailure)) throw error;
  }
  const after = account.get("invoices", id);
  if (after?.status !== "open") return;
  if (after.next_payment_attempt !== null) account.schedule.at("collect_invoice", id, after.next_payment_attempt);
  else afterLastFailure(account, save(account, { ...after, auto_advance: false }));
}

/** The hour between a renewal's draft and its finalization has passed. */
export function finalizeAndCollect(account: StripeAccount, id: string): void {
  const invoice = account.get("invoices", id);
  if (invoice?.status !== "draft" || !invoice.auto_advance) return;
  const open = finalizeInvoice(account, invoice);
  if (open.status === "open") collect(account, open.id);
}

export function markPaid(account: StripeAccount, invoice: Stripe.Invoice, { off_stripe = false }: { off_stripe?: boolean } = {}): Stripe.Invoice {
  const now = account.seconds();
  const payment = paymentOf(account, invoice.id);
  if (payment)
    account.put("invoice_payments", {
      ...payment,
      status: "paid",
      amount_paid: invoice.amount_due,
      status_transitions: { ...payment.status_transitions, paid_at: now },
    });
  const paid = save(account, {
    ...invoice,
    status: "paid",
    attempted: true,
    auto_advance: false,
    amount_paid: off_stripe ? 0 : invoice.amount_due,
    ...(off_stripe ? { amount_paid_off_stripe: invoice.amount_due } : {}),
    amount_remaining: 0,
    next_payment_attempt: null,
    status_transitions: { ...invoice.status_transitions, paid_at: now },
  });
  account.emit("invoice.paid", paid, { status: invoice.status });
  if (!off_stripe) account.emit("invoice.payment_succeeded", paid, { status: invoice.status });
  afterPayment(account, paid);
  return paid;
}

/** Nobody is to pay this any more. */
export function voidInvoice(account: StripeAccount, invoice: Stripe.Invoice): Stripe.Invoice {
  const payment = paymentOf(account, invoice.id);
  const intent = payment && account.get("payment_intents", payment.payment_intent);
  const voided = save(account, {
    ...invoice,
    status: "void",
    auto_advance: false,
    next_payment_attempt: null,
    status_transitions: { ...invoice.status_transitions, voided_at: account.seconds() },
  });
  if (payment)
    account.put("invoice_payments", { ...payment, status: "canceled", status_transitions: { ...payment.status_transitions, canceled_at: account.seconds() } });
  if (intent && intent.status !== "canceled") cancelPaymentIntent(account, intent, "void_invoice");
  account.emit("invoice.voided", voided, { status: invoice.status });
  return voided;
}

/** An intent succeeded: the invoice that it pays is paid, whoever confirmed it. */
export function payInvoiceBy(account: StripeAccount, intent: Stripe.PaymentIntent): void {
  const invoice = invoiceBy(account, intent);
  if (invoice?.status !== "open") return;
  saveDefaultMethod(account, invoice, intent);
  markPaid(account, invoice);
}

/** An intent failed: the attempt to pay the invoice did, and whoever listens to invoices must hear of it. */
export function failInvoiceBy(account: StripeAccount, intent: Stripe.PaymentIntent): void {
  const invoice = invoiceBy(account, intent);
  if (invoice?.status === "open") noteFailure(account, invoice.id);
}

/** An intent waits for its customer: they must come back and authenticate. */
export function askForInvoiceBy(account: StripeAccount, intent: Stripe.PaymentIntent): void {
  const invoice = invoiceBy(account, intent);
  if (invoice?.status !== "open") return;
  account.emit("invoice.payment_action_required", invoice);
  noteFailure(account, invoice.id);
}

function noteFailure(account: StripeAccount, id: string): void {
  const invoice = account.get("invoices", id);
  if (!invoice) return;
  account.emit("invoice.payment_failed", invoice);
  afterFailure(account, invoice);
}

/** When it is tried again, if this attempt fails too. */
function nextAttempt(account: StripeAccount, invoice: Stripe.Invoice): number | null {
  const days = dunningOf(account).retry_days[invoice.attempt_count];
  return days === undefined ? null : account.seconds() + Math.round(days * 86_400);
}

function methodFor(account: StripeAccount, invoice: Stripe.Invoice): string | null {
  const subscription = account.get("subscriptions", subscriptionOf(invoice));
  const customer = requireCustomer(account, idOf(invoice.customer) ?? "");
  const candidates = [invoice.default_payment_method, subscription?.default_payment_method ?? null, customer.invoice_settings.default_payment_method];
  // One that was detached since is of no use any more.
  return candidates.map(idOf).find((id) => id !== null && account.get("payment_methods", id)?.customer === customer.id) ?? null;
}

function createIntentFor(account: StripeAccount, invoice: Stripe.Invoice): Stripe.PaymentIntent {
  const isFirst = invoice.billing_reason === "subscription_create";
  const intent: Stripe.PaymentIntent = {
    ...blankPaymentIntent(account, { amount: invoice.amount_due, currency: invoice.currency }),
    customer: idOf(invoice.customer),
    description: isFirst ? "Subscription creation" : "Subscription update",
    setup_future_usage: "off_session",
  };
  account.put("payment_intents", intent);
  account.emit("payment_intent.created", intent);
  return intent;
}

function saveDefaultMethod(account: StripeAccount, invoice: Stripe.Invoice, intent: Stripe.PaymentIntent): void {
  const subscription = account.get("subscriptions", subscriptionOf(invoice));
  if (subscription?.payment_settings?.save_default_payment_method !== "on_subscription") return;
  account.put("subscriptions", { ...subscription, default_payment_method: idOf(intent.payment_method) });
}

function invoiceBy(account: StripeAccount, intent: Stripe.PaymentIntent): Stripe.Invoice | null {
  const [payment] = account.find("invoice_payments", "payment_intent", intent.id);
  return payment ? account.get("invoices", payment.invoice) : null;
}

function paymentOf(account: StripeAccount, invoice: string): StoredInvoicePayment | null {
  return account.find("invoice_payments", "invoice", invoice)[0] ?? null;
}

function save(account: StripeAccount, invoice: Stripe.Invoice): Stripe.Invoice {
  account.put("invoices", invoice);
  return invoice;
}
