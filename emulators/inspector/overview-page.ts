import type { EmulatorContext, EmulatorResponse } from "../emulator.ts";
import { listModelCalls } from "../llm/chat.ts";
import { listEvents } from "../mixpanel/track.ts";
import { errorList, newestEvents } from "./error-pages.ts";
import { html } from "./html.ts";
import { page } from "./layout.ts";
import { mailList } from "./mail-pages.ts";
import { findMails } from "./mails.ts";
import { paymentList } from "./payment-pages.ts";
import { stripeRecords } from "./stripe-records.ts";
import { uploadList } from "./upload-pages.ts";
import { findUploads } from "./uploads.ts";

/** The newest of everything, and how much of it there is. */
export function overviewPage(context: EmulatorContext): EmulatorResponse {
  const records = stripeRecords(context);
  const mails = findMails(context, null);
  const intents = records.intents();
  const uploads = findUploads(context, null);
  const deliveries = records.deliveries();
  const late = deliveries.filter(({ state, attempts }) => state === "given_up" || state === "dropped" || (state === "waiting" && attempts.length > 0));
  const errors = newestEvents(context);
  const calls = listModelCalls(context);
  const collections = context.store.collections().filter((name) => !name.startsWith("_")).sort();
  const body = html`
    <h1>What the product sent</h1>
    <p class="lead">Mail, payments, webhooks, pictures, statistics and errors end here, on this machine. Nothing reaches anybody and no card is charged.</p>
    <ul class="counters">
      <li><a href="/mails"><strong>${mails.length}</strong> ${mails.length === 1 ? "mail" : "mails"}</a></li>
      <li><a href="/payments"><strong>${intents.length}</strong> ${intents.length === 1 ? "payment" : "payments"}</a></li>
      <li><a href="/webhooks"><strong>${records.events().length}</strong> webhook events</a></li>
      <li><a href="/webhooks"><strong>${late.length}</strong> undelivered</a></li>
      <li><a href="/uploads"><strong>${uploads.length}</strong> ${uploads.length === 1 ? "upload" : "uploads"}</a></li>
      <li><a href="/analytics"><strong>${listEvents(context).length}</strong> analytics ${listEvents(context).length === 1 ? "event" : "events"}</a></li>
      <li><a href="/errors"><strong>${errors.length}</strong> ${errors.length === 1 ? "error" : "errors"}</a></li>
      <li><a href="/model-calls"><strong>${calls.length}</strong> model ${calls.length === 1 ? "call" : "calls"}</a></li>
    </ul>
    ${errors.length === 0 ? "" : html`<h2>Newest errors</h2>${errorList(context, errors.slice(0, 3))}`}
    <h2>Newest mails</h2>
    ${mails.length === 0 ? html`<p class="empty">No mail yet. Register or book in the product, and it appears here.</p>` : mailList(context, mails.slice(0, 6))}
    <h2>Newest payments</h2>
    ${intents.length === 0 ? html`<p class="empty">No payment yet. The card 4242 4242 4242 4242 always succeeds.</p>` : paymentList(context, intents.slice(0, 6))}
    <h2>Newest uploads</h2>
    ${uploads.length === 0 ? html`<p class="empty">No upload yet. A picture of a profile appears here.</p>` : uploadList(context, uploads.slice(0, 6))}
    ${collections.length === 0 ? "" : html`<details><summary>Everything kept here</summary><dl class="facts">${collections.map((name) => html`<div><dt>${name}</dt><dd>${context.store.list(name).length}</dd></div>`)}</dl></details>`}
    <p class="quiet">The emulators' time is ${context.now().toISOString().replace("T", " ").slice(0, 19)} UTC. They answer at ${context.base_url}.</p>`;
  return page(context, { title: "Overview", current: "/", body });
}
