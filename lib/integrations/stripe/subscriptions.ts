import "server-only";
import Stripe from "stripe";
import { callProvider } from "../provider-call";
import { stripe } from "./client";

/** A sponsorship's subscription in our words, with the money that came in by it. */
export interface SponsorSubscription {
  id: string;
  /** Our operation; null where it was made by somebody else than this program. */
  sponsorship_id: string | null;
  /** `incomplete`: the first payment is not made yet · `unpaid`: a renewal is not · `never_paid`: it was given up before it began. */
  status: "incomplete" | "active" | "unpaid" | "ended" | "never_paid";
  customer_id: string;
  price_id: string;
  cancel_at_period_end: boolean;
  ended_at: Date | null;
  paid_invoices: StripePaidInvoice[];
  open_invoice: StripeOpenInvoice | null;
}

export interface StripePaidInvoice {
  id: string;
  amount: number;
  currency: string;
  starts_at: Date;
  ends_at: Date;
  paid_at: Date;
}

export interface StripeOpenInvoice {
  id: string;
  amount: number;
  currency: string;
  needs: "authenticate" | "card";
  pay_url: string | null;
}

/** The subscription as Stripe has it now, with its paid invoices and the one that waits; null where Stripe knows none by this id. */
export async function findSponsorSubscription(id: string): Promise<SponsorSubscription | null> {
  return callProvider({ provider: "stripe", operation: "findSponsorSubscription", ids: { subscription_id: id } }, async () => {
    const subscription = await stripe().subscriptions.retrieve(id).catch(nullIfMissing);
    if (!subscription) return null;
    const paid: StripePaidInvoice[] = [];
    for await (const invoice of stripe().invoices.list({ subscription: id, status: "paid", limit: 100 })) paid.push(toPaid(invoice));
    return toSponsorSubscription(subscription, paid, await openInvoiceOf(subscription));
  });
}

/** Lets it end with what was paid for, or go on after all. */
export async function setRenewal({ id, renews }: { id: string; renews: boolean }): Promise<void> {
  await callProvider({ provider: "stripe", operation: "setRenewal", ids: { subscription_id: id } }, () => stripe().subscriptions.update(id, { cancel_at_period_end: !renews }));
}

/** Ends it at once: nobody is asked for what is still open. One that is over already is left alone. */
export async function endSubscriptionNow(id: string): Promise<void> {
  await callProvider({ provider: "stripe", operation: "endSubscriptionNow", ids: { subscription_id: id } }, () => stripe().subscriptions.cancel(id).catch(nullIfMissing));
}

/** Which subscription an invoice belongs to; null for any other invoice. */
export async function subscriptionOfInvoice(invoiceId: string): Promise<string | null> {
  const invoice = await callProvider({ provider: "stripe", operation: "subscriptionOfInvoice", ids: { invoice_id: invoiceId } }, () => stripe().invoices.retrieve(invoiceId).catch(nullIfMissing));
  return idOf(invoice?.parent?.subscription_details?.subscription);
}

/** The newest that was tried in vain; one that was not tried yet is nobody's concern, and of a subscription that is not behind nothing is owed. */
async function openInvoiceOf({ id: subscription, status }: Stripe.Subscription): Promise<StripeOpenInvoice | null> {
  if (status !== "past_due" && status !== "unpaid") return null;
  const open = await stripe().invoices.list({ subscription, status: "open", limit: 10 });
  const invoice = open.data.find(({ attempted }) => attempted);
  if (!invoice) return null;
  const payments = await stripe().invoicePayments.list({ invoice: invoice.id, expand: ["data.payment.payment_intent"] });
  const asks = payments.data.some(({ payment: { payment_intent } }) => typeof payment_intent === "object" && payment_intent.status === "requires_action");
  const { id, amount_due: amount, currency, hosted_invoice_url } = invoice;
  return { id, amount, currency, needs: asks ? "authenticate" : "card", pay_url: hosted_invoice_url ?? null };
}

function toPaid(invoice: Stripe.Invoice): StripePaidInvoice {
  const { id, amount_paid: amount, currency, created, lines, status_transitions } = invoice;
  const periods = lines.data.map(({ period }) => period);
  return {
    ...{ id, amount, currency },
    starts_at: instant(Math.min(...periods.map(({ start }) => start))),
    ends_at: instant(Math.max(...periods.map(({ end }) => end))),
    paid_at: instant(status_transitions.paid_at ?? created),
  };
}

function toSponsorSubscription(subscription: Stripe.Subscription, paid_invoices: StripePaidInvoice[], open_invoice: StripeOpenInvoice | null): SponsorSubscription {
  const { id, metadata, customer, items, ended_at } = subscription;
  return {
    ...{ id, paid_invoices, open_invoice },
    // The portal may name the day instead.
    cancel_at_period_end: subscription.cancel_at_period_end || subscription.cancel_at !== null,
    sponsorship_id: metadata.sponsorship_id ?? null,
    status: statusOf(subscription.status),
    customer_id: idOf(customer) ?? "",
    price_id: items.data[0]?.price.id ?? "",
    ended_at: ended_at === null ? null : instant(ended_at),
  };
}

/** https://docs.stripe.com/billing/subscriptions/overview#subscription-statuses */
function statusOf(status: Stripe.Subscription.Status): SponsorSubscription["status"] {
  switch (status) {
    case "active":
    case "trialing":
      return "active";
    case "incomplete":
      return "incomplete";
    case "incomplete_expired":
      return "never_paid";
    case "canceled":
      return "ended";
    default:
      return "unpaid";
  }
}

function nullIfMissing(error: unknown): null {
  if (error instanceof Stripe.errors.StripeInvalidRequestError && error.code === "resource_missing") return null;
  throw error;
}

function idOf(reference: string | { id: string } | null | undefined): string | null {
  return typeof reference === "string" ? reference : (reference?.id ?? null);
}

function instant(seconds: number): Date {
  return new Date(seconds * 1_000);
}
