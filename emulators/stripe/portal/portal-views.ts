import type Stripe from "stripe";
import type { EmulatorResponse } from "../../emulator.ts";
import type { StripeAccount } from "../account.ts";
import { currentPeriodEnd } from "../billing/subscription-object.ts";
import { inWords } from "../currencies.ts";
import { cardChoice, cardWords } from "../hosted/card-choice.ts";
import { hostedPage } from "../hosted/hosted-page.ts";
import { requireCustomer } from "../customers.ts";
import { idOf } from "../ids.ts";
import { escapeHtml } from "../pages.ts";
import { platformName } from "../platform.ts";

type Session = Stripe.BillingPortal.Session;

/** Everything that the customer has, with what may be done about it. */
export function homeView(
  account: StripeAccount,
  session: Session,
  { features, problem }: { features: Stripe.BillingPortal.Configuration.Features; problem: string | null },
): EmulatorResponse {
  const customer = requireCustomer(account, session.customer);
  const subscriptions = account.find("subscriptions", "customer", session.customer).reverse();
  const invoices = account
    .find("invoices", "customer", session.customer)
    .filter(({ status }) => status !== "draft")
    .reverse();
  const card = account.get("payment_methods", idOf(customer.invoice_settings.default_payment_method) ?? "");
  return hostedPage({
    title: "Your subscriptions",
    problem,
    body: `${subscriptions.length === 0 ? "<p>You have no subscription.</p>" : subscriptions.map((subscription) => subscriptionPart(subscription, features)).join("")}
      <h2>Card</h2><p>${card ? escapeHtml(cardWords(card)) : "No card is saved."}</p>
      ${features.payment_method_update.enabled ? '<p><a href="?card">Change the card</a></p>' : ""}
      ${features.invoice_history.enabled ? `<h2>Invoices</h2>${invoiceList(invoices)}` : ""}
      ${backLink(session)}`,
  });
}

export function cancelView(subscription: Stripe.Subscription, problem: string | null): EmulatorResponse {
  return hostedPage({
    title: "Cancel your subscription?",
    problem,
    body: `<p>${priceWords(subscription)}. It stays as it is until <strong>${day(currentPeriodEnd(subscription))}</strong>, and is not charged again.</p>
      <form method="post"><input type="hidden" name="action" value="cancel"><input type="hidden" name="subscription" value="${subscription.id}">
      <div class="buttons"><button class="primary">Cancel subscription</button><a class="button" href="?home">Keep it</a></div></form>`,
  });
}

export function cardView(account: StripeAccount, session: Session, problem: string | null, sent: URLSearchParams): EmulatorResponse {
  return hostedPage({
    title: "Change your card",
    problem,
    body: `<form method="post" class="stack"><input type="hidden" name="action" value="card">${cardChoice([], sent)}
      <div class="buttons"><button class="primary">Save card</button><a class="button" href="?home">Leave it</a></div></form>${backLink(session)}`,
  });
}

function subscriptionPart(subscription: Stripe.Subscription, features: Stripe.BillingPortal.Configuration.Features): string {
  const { status, cancel_at_period_end, cancel_at } = subscription;
  const isOver = status === "canceled" || status === "incomplete_expired";
  const next = isOver
    ? "It has ended."
    : cancel_at_period_end
      ? `It ends on ${day(cancel_at ?? currentPeriodEnd(subscription))}.`
      : `It renews on ${day(currentPeriodEnd(subscription))}.`;
  const undo = `<form method="post"><input type="hidden" name="action" value="renew"><input type="hidden" name="subscription" value="${subscription.id}"><button>Renew it after all</button></form>`;
  const cancel = `<p><a href="?cancel=${subscription.id}">Cancel subscription</a></p>`;
  const action = isOver ? "" : cancel_at_period_end ? undo : features.subscription_cancel.enabled ? cancel : "";
  return `<section><h2>${priceWords(subscription)}</h2><p>${escapeHtml(status.replaceAll("_", " "))}. ${next}</p>${action}</section>`;
}

function invoiceList(invoices: Stripe.Invoice[]): string {
  if (invoices.length === 0) return "<p>None yet.</p>";
  const row = (invoice: Stripe.Invoice) =>
    `<li><a href="${escapeHtml(new URL(invoice.hosted_invoice_url ?? "http://127.0.0.1/").pathname)}">${day(invoice.created)}</a> <span>${escapeHtml(invoice.status ?? "")}</span> <strong>${inWords(invoice.total, invoice.currency)}</strong></li>`;
  return `<ul class="lines">${invoices.slice(0, 24).map(row).join("")}</ul>`;
}

function priceWords({ items, currency }: Stripe.Subscription): string {
  const amount = items.data.reduce((sum, { price, quantity }) => sum + (price.unit_amount ?? 0) * (quantity ?? 1), 0);
  const every = items.data[0]?.price.recurring;
  const rhythm = every ? (every.interval_count === 1 ? every.interval : `${every.interval_count} ${every.interval}s`) : "period";
  return `${inWords(amount, currency)} every ${rhythm}`;
}

function backLink({ return_url }: Session): string {
  return return_url === null ? "" : `<p><a href="${escapeHtml(return_url)}">Back to ${platformName}</a></p>`;
}

function day(seconds: number): string {
  return new Date(seconds * 1000).toLocaleDateString("en-GB", { day: "numeric", month: "long", year: "numeric", timeZone: "UTC" });
}
