import type { EmulatorContext, EmulatorResponse } from "../emulator.ts";
import { findSentryEvent, listSentryEvents, type StoredSentryEvent } from "../sentry/ingest.ts";
import { listSpans } from "../sentry/spans.ts";
import { type Html, html } from "./html.ts";
import { chip, notFound, page, when } from "./layout.ts";
import { describeEvent, framesOf } from "./sentry-records.ts";

const shown_at_once = 200;

/** What Sentry was told. */
export function errorsPage(context: EmulatorContext): EmulatorResponse {
  const events = newestEvents(context);
  const segments = listSpans(context).filter(({ is_segment }) => is_segment).toReversed();
  const body = html`
    <h1>Errors</h1>
    <p class="lead">What Sentry was told: errors and messages, and the requests that were traced.</p>
    ${events.length === 0 ? html`<p class="empty">No error yet, which is how it should be.</p>` : errorList(context, events.slice(0, shown_at_once))}
    ${events.length > shown_at_once ? html`<p class="quiet">The newest ${shown_at_once} of ${events.length}.</p>` : ""}
    <h2>Traces</h2>
    ${segments.length === 0 ? html`<p class="empty">No trace yet. One request in ten is traced.</p>` : html`<ul class="rows">${segments.slice(0, 30).map(
      (span) => html`<li class="row plain"><span class="what">${span.name} <span class="quiet">${span.op} · ${span.milliseconds} ms</span></span><span class="at quiet">${when(context, new Date(span.received_at))}</span></li>`,
    )}</ul>`}`;
  return page(context, { title: "Errors", current: "/errors", body });
}

export function errorPage(context: EmulatorContext, id: string): EmulatorResponse {
  const event = findSentryEvent(context, id);
  if (!event) return notFound(context, "There is no such error. It may have gone with a reset.");
  const { title, message, tags, user, release, environment, transaction, breadcrumbs } = describeEvent(event);
  const facts = { Area: tags.area, Route: tags.route ?? transaction, User: [user.id, user.email].filter(Boolean).join(" · "), Release: release, Environment: environment };
  const body = html`
    <p class="back"><a href="/errors">All errors</a></p>
    <h1>${title}</h1>
    <p class="lead">${message}</p>
    <dl class="facts">
      ${Object.entries(facts).map(([name, value]) => (value ? html`<div><dt>${name}</dt><dd>${value}</dd></div>` : ""))}
      <div><dt>Received</dt><dd>${when(context, new Date(event.received_at))}</dd></div>
      ${Object.entries(tags).filter(([name]) => !["area", "route"].includes(name)).map(([name, value]) => html`<div><dt>${name}</dt><dd>${value}</dd></div>`)}
    </dl>
    ${framesOf(event).length === 0 ? "" : html`<h2>Where</h2><pre class="text">${framesOf(event).join("\n")}</pre>`}
    ${breadcrumbs.length === 0 ? "" : html`<h2>What happened before</h2><ul class="rows">${breadcrumbs.map((crumb) => html`<li class="plain">${crumb}</li>`)}</ul>`}
    <details><summary>As it was sent</summary><pre class="text">${JSON.stringify(event.payload, null, 2)}</pre></details>`;
  return page(context, { title, current: "/errors", body });
}

export function errorList(context: EmulatorContext, events: StoredSentryEvent[]): Html {
  return html`<ul class="rows">${events.map((event) => {
    const { title, message, tags, user, transaction } = describeEvent(event);
    return html`<li><a class="row event" href="/errors/${event.id}">
      <span class="what"><strong>${title}</strong> ${message}<br><span class="quiet">${[tags.area, tags.route ?? transaction, user.id].filter(Boolean).join(" · ")}</span></span>
      <span>${event.kind === "error" ? chip("bad", "Error") : chip("slow", String(event.payload.level ?? "message"))}</span>
      <span class="at quiet">${when(context, new Date(event.received_at))}</span>
    </a></li>`;
  })}</ul>`;
}

export function newestEvents(context: EmulatorContext): StoredSentryEvent[] {
  return listSentryEvents(context)
    .filter(({ kind }) => kind !== "transaction")
    .reverse();
}
