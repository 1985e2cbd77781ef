import type Stripe from "stripe";
import type { EmulatorContext, EmulatorRequest, EmulatorResponse } from "../emulator.ts";
import type { WebhookDelivery } from "../stripe/webhook-delivery.ts";
import { type Html, html } from "./html.ts";
import { chip, doneNotice, notFound, page, when } from "./layout.ts";
import { stripeRecords, subjectsOf } from "./stripe-records.ts";

const shown_at_once = 200;

export function webhooksPage(context: EmulatorContext): EmulatorResponse {
  const records = stripeRecords(context);
  const events = records.events();
  const endpoints = records.endpoints();
  const body = html`
    <h1>Webhooks</h1>
    <p class="lead">${endpoints.length === 0 ? "Nobody listens: no endpoint is set, so events are kept and sent to no one." : html`Sent to ${endpoints.map(({ url, connect }) => `${url}${connect ? " (connected accounts)" : ""}`).join(", ")}. <a href="/controls#webhooks">Lose, repeat or hold them</a>`}</p>
    ${events.length === 0 ? html`<p class="empty">No event yet. The first payment makes some.</p>` : eventList(context, events.slice(0, shown_at_once))}
    ${events.length > shown_at_once ? html`<p class="quiet">The newest ${shown_at_once} of ${events.length}.</p>` : ""}`;
  return page(context, { title: "Webhooks", current: "/webhooks", body });
}

export function webhookPage(context: EmulatorContext, request: EmulatorRequest, id: string): EmulatorResponse {
  const records = stripeRecords(context);
  const event = records.event(id);
  if (!event) return notFound(context, "There is no such event. It may have gone with a reset.");
  const deliveries = records.deliveries().filter((delivery) => delivery.event === id);
  const body = html`
    <p class="back"><a href="/webhooks">All webhooks</a></p>
    <h1>${event.type}</h1>
    ${doneNotice(request)}
    <dl class="facts">
      <div><dt>Event</dt><dd>${id}</dd></div>
      <div><dt>About</dt><dd>${subjectsOf(event).map((subject, index) => html`${index > 0 ? ", " : ""}${subject.startsWith("pi_") ? html`<a href="/payments/${subject}">${subject}</a>` : subject}`)}</dd></div>
      ${event.account ? html`<div><dt>Account</dt><dd><a href="/accounts/${event.account}">${event.account}</a></dd></div>` : ""}
      <div><dt>Happened</dt><dd>${when(context, new Date(event.created * 1000))}</dd></div>
    </dl>
    <form method="post" action="/controls/resend-event"><input type="hidden" name="event" value="${id}"><input type="hidden" name="back" value="/webhooks/${id}"><button>Send it again</button></form>
    <h2>Deliveries</h2>
    ${deliveries.length === 0 ? html`<p class="empty">It was sent to nobody.</p>` : html`<ul class="rows">${deliveries.map((delivery) => deliveryRow(context, delivery))}</ul>`}
    <details open><summary>What was sent</summary><pre class="text">${JSON.stringify(event, null, 2)}</pre></details>`;
  return page(context, { title: event.type, current: "/webhooks", body });
}

function eventList(context: EmulatorContext, events: Stripe.Event[]): Html {
  const deliveries = Map.groupBy(stripeRecords(context).deliveries(), ({ event }) => event);
  return html`<ul class="rows">${events.map(
    (event) => html`<li><a class="row event" href="/webhooks/${event.id}">
      <span class="what"><strong>${event.type}</strong> <span class="quiet">${subjectsOf(event)[0] ?? event.account}</span></span>
      <span>${(deliveries.get(event.id) ?? []).map(deliveryChip)}</span>
      <span class="at quiet">${when(context, new Date(event.created * 1000))}</span>
    </a></li>`,
  )}</ul>`;
}

function deliveryRow(context: EmulatorContext, delivery: WebhookDelivery): Html {
  return html`<li class="delivery">
    <p>${deliveryChip(delivery)} ${delivery.url}${delivery.is_extra ? html` <span class="quiet">an extra copy</span>` : ""}</p>
    ${delivery.attempts.map((attempt) => html`<p class="quiet">${attempt.status ?? attempt.error} after ${attempt.duration_ms} ms, ${when(context, new Date(attempt.at))}</p>`)}
    ${delivery.next_attempt_at ? html`<p class="quiet">Next attempt ${when(context, new Date(delivery.next_attempt_at))}</p>` : ""}
  </li>`;
}

function deliveryChip({ state, attempts }: WebhookDelivery): Html {
  const tries = attempts.length > 1 ? ` (${attempts.length} tries)` : "";
  if (state === "delivered") return chip("good", `Delivered${tries}`);
  if (state === "waiting") return attempts.length > 0 ? chip("bad", `Failing${tries}`) : chip("slow", "On its way");
  if (state === "held") return chip("slow", "Held");
  return chip("bad", state === "dropped" ? "Dropped" : `Given up${tries}`);
}
