import type Stripe from "stripe";
import type { EmulatorContext, EmulatorRequest, EmulatorResponse } from "../emulator.ts";
import { inWords } from "../stripe/currencies.ts";
import { actButton } from "./act-forms.ts";
import { type Html, html } from "./html.ts";
import { chip, doneNotice, notFound, page, when } from "./layout.ts";
import { stripeRecords } from "./stripe-records.ts";

export function disputesPage(context: EmulatorContext): EmulatorResponse {
  const records = stripeRecords(context);
  const disputes = records.disputes();
  const warnings = records.warnings();
  const body = html`
    <h1>Disputes</h1>
    ${disputes.length === 0 ? html`<p class="empty">No dispute yet. Open one on the page of a payment, or pay with 4000 0000 0000 0259.</p>` : html`<ul class="rows">${disputes.map(
      (dispute) => html`<li><a class="row payment" href="/disputes/${dispute.id}">
        <span class="amount">${inWords(dispute.amount, dispute.currency)}</span>
        <span>${disputeChip(dispute)}</span>
        <span class="what">${dispute.reason.replaceAll("_", " ")} <span class="quiet">${String(dispute.payment_intent)}</span></span>
        <span class="at quiet">${when(context, new Date(dispute.created * 1000))}</span>
      </a></li>`,
    )}</ul>`}
    <h2>Early fraud warnings</h2>
    ${warnings.length === 0 ? html`<p class="empty">None. A card's issuer warns on the page of a payment, or of itself for 4000 0000 0000 5423.</p>` : html`<ul class="rows">${warnings.map(
      (warning) => html`<li class="row plain"><span class="what"><a href="/payments/${String(warning.payment_intent)}">${String(warning.payment_intent)}</a> <span class="quiet">${warning.fraud_type.replaceAll("_", " ")}</span></span><span>${warning.actionable ? chip("bad", "Actionable") : chip("idle", "Dealt with")}</span></li>`,
    )}</ul>`}`;
  return page(context, { title: "Disputes", current: "/disputes", body });
}

export function disputePage(context: EmulatorContext, request: EmulatorRequest, id: string): EmulatorResponse {
  const dispute = stripeRecords(context).disputes().find((found) => found.id === id);
  if (!dispute) return notFound(context, "There is no such dispute. It may have gone with a reset.");
  const evidence = Object.entries(dispute.evidence).filter(([, value]) => typeof value === "string");
  const back = `/disputes/${id}`;
  const isOver = ["won", "lost", "warning_closed"].includes(dispute.status);
  const body = html`
    <p class="back"><a href="/disputes">All disputes</a></p>
    <h1>${inWords(dispute.amount, dispute.currency)} ${disputeChip(dispute)}</h1>
    ${doneNotice(request)}
    <dl class="facts">
      <div><dt>Dispute</dt><dd>${id}</dd></div>
      <div><dt>Payment</dt><dd><a href="/payments/${String(dispute.payment_intent)}">${String(dispute.payment_intent)}</a></dd></div>
      <div><dt>Reason</dt><dd>${dispute.reason.replaceAll("_", " ")}</dd></div>
      ${dispute.evidence_details.due_by && !isOver ? html`<div><dt>Answer due</dt><dd>${when(context, new Date(dispute.evidence_details.due_by * 1000))}</dd></div>` : ""}
      <div><dt>Evidence</dt><dd>${dispute.evidence_details.submission_count > 0 ? "submitted" : dispute.evidence_details.has_evidence ? "staged" : "none yet"}</dd></div>
    </dl>
    ${isOver ? "" : html`<div class="buttons">${actButton("close-dispute", { id, outcome: "won" }, { label: "The platform wins", back })}${actButton("close-dispute", { id, outcome: "lost" }, { label: "The customer wins", back })}</div>`}
    ${dispute.balance_transactions.length > 0 ? html`<h2>Money</h2><ul class="rows">${dispute.balance_transactions.map(({ net, currency, description, created }) => html`<li class="row payment"><span class="amount">${inWords(net, currency)}</span><span></span><span class="what">${description}</span><span class="at quiet">${when(context, new Date(created * 1000))}</span></li>`)}</ul>` : ""}
    ${evidence.length > 0 ? html`<h2>Evidence</h2><dl class="facts">${evidence.map(([name, value]) => html`<div><dt>${name.replaceAll("_", " ")}</dt><dd>${String(value)}</dd></div>`)}</dl>` : ""}`;
  return page(context, { title: "Dispute", current: "/disputes", body });
}

function disputeChip({ status }: Stripe.Dispute): Html {
  if (status === "won") return chip("good", "Won");
  if (status === "lost") return chip("bad", "Lost");
  return chip(status === "warning_closed" ? "idle" : "slow", status.replace("warning_", "inquiry ").replaceAll("_", " "));
}
