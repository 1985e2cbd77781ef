import type Stripe from "stripe";
import type { EmulatorContext, EmulatorRequest, EmulatorResponse } from "../emulator.ts";
import { inWords } from "../stripe/currencies.ts";
import { disputeReasons } from "../stripe/disputes/dispute-object.ts";
import { actButton, actForm, choice } from "./act-forms.ts";
import { type Html, html } from "./html.ts";
import { chip, doneNotice, notFound, page, when } from "./layout.ts";
import { stripeRecords, subjectsOf } from "./stripe-records.ts";

const shown_at_once = 200;

export function paymentsPage(context: EmulatorContext): EmulatorResponse {
  const intents = stripeRecords(context).intents();
  const body = html`
    <h1>Payments</h1>
    ${intents.length === 0 ? html`<p class="empty">No payment yet. Book a session in the product and pay with 4242 4242 4242 4242; 4000 0000 0000 0002 is declined, 4000 0025 0000 3155 asks for authentication.</p>` : paymentList(context, intents.slice(0, shown_at_once))}
    ${intents.length > shown_at_once ? html`<p class="quiet">The newest ${shown_at_once} of ${intents.length}.</p>` : ""}`;
  return page(context, { title: "Payments", current: "/payments", body });
}

export function paymentList(context: EmulatorContext, intents: Stripe.PaymentIntent[]): Html {
  const records = stripeRecords(context);
  return html`<ul class="rows">${intents.map((intent) => {
    const [charge] = records.charges(intent.id);
    return html`<li><a class="row payment" href="/payments/${intent.id}">
      <span class="amount">${inWords(intent.amount, intent.currency)}</span>
      <span>${stateChip(intent, charge)}</span>
      <span class="what">${intent.description ?? intent.transfer_group ?? intent.id} <span class="quiet">${cardOf(charge)}</span></span>
      <span class="at quiet">${when(context, new Date(intent.created * 1000))}</span>
    </a></li>`;
  })}</ul>`;
}

export function paymentPage(context: EmulatorContext, request: EmulatorRequest, id: string): EmulatorResponse {
  const records = stripeRecords(context);
  const intent = records.intent(id);
  if (!intent) return notFound(context, "There is no such payment. It may have gone with a reset.");
  const charges = records.charges(id);
  const refunds = records.refunds(id);
  const transfers = charges.flatMap((charge) => records.transfers("source_transaction", charge.id));
  const disputes = records.disputes().filter((dispute) => dispute.payment_intent === id);
  const events = records.events().filter((event) => subjectsOf(event).includes(id));
  const body = html`
    <p class="back"><a href="/payments">All payments</a></p>
    <h1>${inWords(intent.amount, intent.currency)} ${stateChip(intent, charges[0])}</h1>
    <dl class="facts">
      <div><dt>Payment</dt><dd>${id}</dd></div>
      ${Object.entries(intent.metadata).map(([name, value]) => html`<div><dt>${name}</dt><dd>${value}</dd></div>`)}
      <div><dt>Created</dt><dd>${when(context, new Date(intent.created * 1000))}</dd></div>
      ${intent.last_payment_error ? html`<div><dt>Last error</dt><dd>${intent.last_payment_error.message}</dd></div>` : ""}
    </dl>
    ${doneNotice(request)}
    ${section("Charges", charges.map((charge) => html`<span class="amount">${inWords(charge.amount, charge.currency)}</span><span>${chip(charge.paid ? "good" : "bad", charge.paid ? "Paid" : "Failed")}</span><span class="what">${charge.id} <span class="quiet">${cardOf(charge)} ${charge.failure_message}</span></span><span class="at quiet">${when(context, new Date(charge.created * 1000))}</span>`))}
    ${section("Refunds", refunds.map((refund) => html`<span class="amount">${inWords(refund.amount, refund.currency)}</span><span>${chip(refund.status === "succeeded" ? "good" : refund.status === "failed" ? "bad" : "slow", refund.status ?? "unknown")}</span><span class="what">${refund.id} <span class="quiet">${refund.reason}</span></span><span class="at quiet">${when(context, new Date(refund.created * 1000))}</span>`))}
    ${section("Transfers", transfers.map((transfer) => html`<span class="amount">${inWords(transfer.amount, transfer.currency)}</span><span>${chip(transfer.amount_reversed > 0 ? "slow" : "good", transfer.reversed ? "Reversed" : transfer.amount_reversed > 0 ? "Partly reversed" : "Transferred")}</span><span class="what">to <a href="/accounts/${transfer.destination}">${transfer.destination}</a></span><span class="at quiet">${when(context, new Date(transfer.created * 1000))}</span>`))}
    ${section("Disputes", disputes.map((dispute) => html`<span class="amount">${inWords(dispute.amount, dispute.currency)}</span><span>${chip("bad", dispute.status.replaceAll("_", " "))}</span><span class="what"><a href="/disputes/${dispute.id}">${dispute.reason.replaceAll("_", " ")}</a></span><span class="at quiet">${when(context, new Date(dispute.created * 1000))}</span>`))}
    ${intent.status === "succeeded" ? paymentControls(id, { isDisputed: charges[0]?.disputed ?? false, refunds }) : ""}
    ${events.length > 0 ? html`<h2>Events</h2><ul class="rows">${events.map((event) => html`<li><a class="row plain" href="/webhooks/${event.id}"><span class="what">${event.type}</span><span class="at quiet">${when(context, new Date(event.created * 1000))}</span></a></li>`)}</ul>` : ""}
    <details><summary>As Stripe's API shows it</summary><pre class="text">${JSON.stringify(intent, null, 2)}</pre></details>`;
  return page(context, { title: inWords(intent.amount, intent.currency), current: "/payments", body });
}

/** What the customer's bank may do. */
function paymentControls(id: string, { isDisputed, refunds }: { isDisputed: boolean; refunds: Stripe.Refund[] }): Html {
  const back = `/payments/${id}`;
  const open = refunds.filter(({ status }) => status === "pending" || status === "succeeded");
  return html`<h2>What the bank may do</h2>
    ${isDisputed ? "" : actForm("dispute", { id }, { label: "Dispute it", back, inputs: choice("reason", "Reason", Object.fromEntries(disputeReasons.map((reason) => [reason, reason.replaceAll("_", " ")]))) })}
    <div class="buttons">${actButton("fraud-warning", { id }, { label: "Warn of fraud", back })}${open.map((refund) => actButton("fail-refund", { id: refund.id }, { label: `Send the refund of ${inWords(refund.amount, refund.currency)} back`, back }))}</div>`;
}

function section(title: string, rows: Html[]): Html {
  if (rows.length === 0) return html``;
  return html`<h2>${title}</h2><ul class="rows">${rows.map((row) => html`<li class="row payment">${row}</li>`)}</ul>`;
}

function stateChip(intent: Stripe.PaymentIntent, charge: Stripe.Charge | undefined): Html {
  if (charge?.refunded) return chip("idle", "Refunded");
  if (charge && charge.amount_refunded > 0) return chip("slow", "Partly refunded");
  if (intent.status === "succeeded") return chip("good", "Paid");
  if (intent.last_payment_error) return chip("bad", "Declined");
  const word = words[intent.status];
  return chip(word ? "slow" : "idle", word ?? (intent.status === "canceled" ? "Canceled" : "Not paid yet"));
}

const words: Partial<Record<Stripe.PaymentIntent.Status, string>> = { requires_action: "At the bank", processing: "Processing" };

function cardOf(charge: Stripe.Charge | undefined): string {
  const card = charge?.payment_method_details?.card;
  return card ? `${card.brand} •••• ${card.last4}` : "";
}
