import type Stripe from "stripe";
import type { EmulatorContext, EmulatorRequest, EmulatorResponse } from "../emulator.ts";
import { dunningOf } from "../stripe/billing/dunning.ts";
import { subscriptionOf } from "../stripe/billing/invoice-object.ts";
import { currentPeriodEnd } from "../stripe/billing/subscription-object.ts";
import { inWords } from "../stripe/currencies.ts";
import { actButton, actForm, choice, field } from "./act-forms.ts";
import { type Html, html } from "./html.ts";
import { chip, doneNotice, notFound, page, when } from "./layout.ts";
import { stripeRecords } from "./stripe-records.ts";

export function subscriptionsPage(context: EmulatorContext, request: EmulatorRequest): EmulatorResponse {
  const records = stripeRecords(context);
  const subscriptions = records.subscriptions();
  const { retry_days, after_retries } = dunningOf(records.platform);
  const body = html`
    <h1>Subscriptions</h1>
    ${doneNotice(request)}
    ${subscriptions.length === 0 ? html`<p class="empty">No subscription yet. A coach who buys a sponsorship has one.</p>` : html`<ul class="rows">${subscriptions.map(
      (subscription) => html`<li><a class="row payment" href="/subscriptions/${subscription.id}">
        <span class="amount">${priceOf(subscription)}</span>
        <span>${statusChip(subscription)}</span>
        <span class="what">${rhythmOf(subscription)} <span class="quiet">${Object.values(subscription.metadata)[0] ?? subscription.id}</span></span>
        <span class="at quiet">${when(context, new Date(subscription.created * 1000))}</span>
      </a></li>`,
    )}</ul>`}
    <h2>Time</h2>
    <p class="quiet">A renewal is a draft for an hour, and then the card is charged.</p>
    <div class="buttons">${actButton("clock", { advance_ms: String(7 * 86_400_000 + 2 * 3_600_000) }, { label: "A week on", back: "/subscriptions" })}${actButton("clock", { advance_ms: String(28 * 86_400_000 + 2 * 3_600_000) }, { label: "Four weeks on", back: "/subscriptions" })}</div>
    <h2>When a renewal cannot be paid</h2>
    ${actForm("dunning", {}, {
      label: "Set",
      back: "/subscriptions",
      inputs: html`${field("retry_days", "Try again after days", retry_days.join(", "))}${choice("after_retries", "After the last attempt", dunningChoices(after_retries))}`,
    })}`;
  return page(context, { title: "Subscriptions", current: "/subscriptions", body });
}

export function subscriptionPage(context: EmulatorContext, id: string): EmulatorResponse {
  const records = stripeRecords(context);
  const subscription = records.subscription(id);
  if (!subscription) return notFound(context, "There is no such subscription. It may have gone with a reset.");
  const invoices = records.invoices().filter((invoice) => subscriptionOf(invoice) === id);
  const end = currentPeriodEnd(subscription);
  const isOver = subscription.ended_at !== null;
  const body = html`
    <p class="back"><a href="/subscriptions">All subscriptions</a></p>
    <h1>${priceOf(subscription)} ${statusChip(subscription)}</h1>
    <dl class="facts">
      <div><dt>Subscription</dt><dd>${id}</dd></div>
      <div><dt>Rhythm</dt><dd>${rhythmOf(subscription)}</dd></div>
      <div><dt>Customer</dt><dd>${String(subscription.customer)}</dd></div>
      ${Object.entries(subscription.metadata).map(([name, value]) => html`<div><dt>${name}</dt><dd>${value}</dd></div>`)}
      <div><dt>${isOver ? "Ended" : subscription.cancel_at === null ? "Renews" : "Ends"}</dt><dd>${when(context, new Date((subscription.ended_at ?? subscription.cancel_at ?? end) * 1000))}</dd></div>
    </dl>
    <h2>Invoices</h2>
    <ul class="rows">${invoices.map((invoice) => invoiceRow(context, invoice))}</ul>
    <details><summary>As Stripe's API shows it</summary><pre class="text">${JSON.stringify(subscription, null, 2)}</pre></details>`;
  return page(context, { title: "Subscription", current: "/subscriptions", body });
}

function invoiceRow(context: EmulatorContext, invoice: Stripe.Invoice): Html {
  const address = invoice.hosted_invoice_url ? new URL(invoice.hosted_invoice_url).pathname : null;
  const tries = invoice.attempt_count > 0 ? `${invoice.attempt_count} ${invoice.attempt_count === 1 ? "try" : "tries"}` : "";
  return html`<li class="row payment">
    <span class="amount">${inWords(invoice.total, invoice.currency)}</span>
    <span>${invoiceChip(invoice)}</span>
    <span class="what">${address ? html`<a href="${address}">${invoice.number}</a>` : (invoice.number ?? "Draft")} <span class="quiet">${tries}</span> ${invoice.next_payment_attempt ? html`<span class="quiet">next ${when(context, new Date(invoice.next_payment_attempt * 1000))}</span>` : ""}</span>
    <span class="at quiet">${when(context, new Date(invoice.created * 1000))}</span>
  </li>`;
}

function statusChip({ status, cancel_at }: Stripe.Subscription): Html {
  if (status === "active") return cancel_at === null ? chip("good", "Active") : chip("slow", "Ends soon");
  if (status === "past_due" || status === "unpaid") return chip("bad", status.replace("_", " "));
  return chip(status === "incomplete" ? "slow" : "idle", status.replaceAll("_", " "));
}

function invoiceChip({ status }: Stripe.Invoice): Html {
  const tone = status === "paid" ? "good" : status === "open" ? "bad" : "idle";
  return chip(tone, status === "open" ? "To be paid" : (status ?? "unknown"));
}

function priceOf({ items, currency }: Stripe.Subscription): string {
  return inWords(items.data.reduce((sum, { price, quantity }) => sum + (price.unit_amount ?? 0) * (quantity ?? 1), 0), currency);
}

function rhythmOf({ items }: Stripe.Subscription): string {
  const every = items.data[0]?.price.recurring;
  if (!every) return "once";
  return every.interval_count === 1 ? `every ${every.interval}` : `every ${every.interval_count} ${every.interval}s`;
}

/** The one that is set comes first, and so is chosen. */
function dunningChoices(set: string): Record<string, string> {
  const words: Record<string, string> = { cancel: "cancel the subscription", unpaid: "leave it unpaid", past_due: "leave it past due" };
  return Object.fromEntries(Object.entries(words).sort(([a], [b]) => Number(b === set) - Number(a === set)));
}
