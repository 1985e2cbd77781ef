import type Stripe from "stripe";
import type { EmulatorContext, EmulatorRequest, EmulatorResponse } from "../emulator.ts";
import { fundsOf } from "../stripe/balance/balance.ts";
import { inWords } from "../stripe/currencies.ts";
import { failureWords } from "../stripe/payouts/payout-object.ts";
import { actButton, actForm, choice } from "./act-forms.ts";
import { type Html, html } from "./html.ts";
import { chip, doneNotice, notFound, page, when } from "./layout.ts";
import { stripeRecords } from "./stripe-records.ts";

interface Found {
  payout: Stripe.Payout;
  /** Null where the platform pays itself. */
  account: string | null;
}

const shown_at_once = 200;

export function payoutsPage(context: EmulatorContext): EmulatorResponse {
  const records = stripeRecords(context);
  const payouts = records.payouts();
  const funds = [...fundsOf(records.platform)];
  const body = html`
    <h1>Payouts</h1>
    <p class="lead">The platform has ${funds.length === 0 ? "no money yet" : funds.map(([currency, { available, pending }], at) => html`${at > 0 ? "; " : ""}${inWords(available, currency)} available, ${inWords(pending, currency)} pending`)}. Connected accounts are paid out every night. <a href="/controls#clock">Move the clock</a></p>
    ${payouts.length === 0 ? html`<p class="empty">No payout yet. Money that a coach has earned goes out the night after it is available.</p>` : html`<ul class="rows">${payouts.slice(0, shown_at_once).map((found) => payoutRow(context, found))}</ul>`}
    ${payouts.length > shown_at_once ? html`<p class="quiet">The newest ${shown_at_once} of ${payouts.length}.</p>` : ""}`;
  return page(context, { title: "Payouts", current: "/payouts", body });
}

export function payoutRow(context: EmulatorContext, { payout, account }: Found): Html {
  return html`<li><a class="row payment" href="/payouts/${payout.id}">
    <span class="amount">${inWords(payout.amount, payout.currency)}</span>
    <span>${payoutChip(payout)}</span>
    <span class="what">${account ?? "The platform"} <span class="quiet">${payout.failure_message ?? ""}</span></span>
    <span class="at quiet">${when(context, new Date(payout.created * 1000))}</span>
  </a></li>`;
}

export function payoutPage(context: EmulatorContext, request: EmulatorRequest, id: string): EmulatorResponse {
  const records = stripeRecords(context);
  const found = records.payouts().find(({ payout }) => payout.id === id);
  if (!found) return notFound(context, "There is no such payout. It may have gone with a reset.");
  const { payout, account } = found;
  const back = `/payouts/${id}`;
  const isUnderWay = payout.status === "pending" || payout.status === "in_transit";
  const isOver = payout.status === "failed" || payout.status === "canceled";
  const body = html`
    <p class="back"><a href="/payouts">All payouts</a></p>
    <h1>${inWords(payout.amount, payout.currency)} ${payoutChip(payout)}</h1>
    ${doneNotice(request)}
    <dl class="facts">
      <div><dt>Payout</dt><dd>${id}</dd></div>
      <div><dt>To</dt><dd>${account ? html`<a href="/accounts/${account}">${account}</a>` : "the platform"}</dd></div>
      <div><dt>Made</dt><dd>${when(context, new Date(payout.created * 1000))}${payout.automatic ? ", automatically" : ""}</dd></div>
      <div><dt>Arrives</dt><dd>${when(context, new Date(payout.arrival_date * 1000))}</dd></div>
      ${payout.failure_message ? html`<div><dt>Failure</dt><dd>${payout.failure_message}</dd></div>` : ""}
    </dl>
    ${isUnderWay ? html`<div class="buttons">${actButton("arrive-payout", { id }, { label: "Let it arrive now", back })}</div>` : ""}
    ${isOver ? "" : actForm("fail-payout", { id }, { label: "Let it fail", back, inputs: choice("code", "The bank says", failureWords) })}
    <details open><summary>As Stripe's API shows it</summary><pre class="text">${JSON.stringify(payout, null, 2)}</pre></details>`;
  return page(context, { title: inWords(payout.amount, payout.currency), current: "/payouts", body });
}

function payoutChip({ status }: Stripe.Payout): Html {
  if (status === "paid") return chip("good", "Arrived");
  if (status === "failed") return chip("bad", "Failed");
  return status === "canceled" ? chip("idle", "Canceled") : chip("slow", status === "pending" ? "Made" : "On its way");
}
