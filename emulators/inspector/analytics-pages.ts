import type { EmulatorContext, EmulatorRequest, EmulatorResponse } from "../emulator.ts";
import { listProfiles } from "../mixpanel/engage.ts";
import { listEvents, type StoredEvent } from "../mixpanel/track.ts";
import { type Html, html } from "./html.ts";
import { page, tabs, when } from "./layout.ts";

const shown_at_once = 200;

/** What Mixpanel was told: /analytics the events, /analytics/profiles the people. */
export function analyticsPage(context: EmulatorContext, request: EmulatorRequest, part: string | undefined): EmulatorResponse {
  const person = request.url.searchParams.get("person")?.trim() || null;
  const events = findEvents(context, { event: null, distinct_id: person });
  const profiles = listProfiles(context);
  const isProfiles = part === "profiles";
  const body = html`
    <h1>Analytics</h1>
    <p class="lead">What Mixpanel was told, of people who allowed it.</p>
    ${tabs("Parts of analytics", [
      { href: "/analytics", label: `Events (${listEvents(context).length})`, isCurrent: !isProfiles },
      { href: "/analytics/profiles", label: `Profiles (${profiles.length})`, isCurrent: isProfiles },
    ])}
    ${isProfiles ? profileList(context) : eventView(context, person, events)}`;
  return page(context, { title: "Analytics", current: "/analytics", body });
}

/** Newest first; of one name or one person if asked. */
export function findEvents(context: EmulatorContext, { event, distinct_id }: { event: string | null; distinct_id: string | null }): StoredEvent[] {
  return listEvents(context)
    .filter((one) => (event === null || one.event === event) && (distinct_id === null || one.distinct_id === distinct_id))
    .reverse();
}

export function eventList(context: EmulatorContext, events: StoredEvent[]): Html {
  return html`<ul class="rows">${events.map(
    (event) => html`<li class="row record">
      <span class="who"><strong>${event.event}</strong></span>
      <span class="what">${wordsOf(event.properties)}<br><span class="quiet">${event.distinct_id ? html`<a href="/analytics?person=${encodeURIComponent(event.distinct_id)}">${event.distinct_id}</a>` : "nobody in particular"} · ${event.reserved.mp_lib === "web" ? "from the browser" : "from the server"}</span></span>
      <span class="at quiet">${when(context, new Date(event.happened_at))}</span>
    </li>`,
  )}</ul>`;
}

function eventView(context: EmulatorContext, person: string | null, events: StoredEvent[]): Html {
  return html`
    <form class="find" method="get" action="/analytics" role="search">
      <label for="person">Person</label>
      <input id="person" name="person" type="text" autocomplete="off" value="${person}" placeholder="the distinct_id">
      <button>Show</button>
      ${person ? html`<a href="/analytics">Everybody's events</a>` : ""}
    </form>
    ${events.length === 0 ? html`<p class="empty">${person ? `Nothing is known of ${person}.` : "No event yet. Say yes to statistics in the product, search for a coach, and it appears here."}</p>` : eventList(context, events.slice(0, shown_at_once))}
    ${events.length > shown_at_once ? html`<p class="quiet">The newest ${shown_at_once} of ${events.length}.</p>` : ""}`;
}

function profileList(context: EmulatorContext): Html {
  const profiles = listProfiles(context).toReversed();
  if (profiles.length === 0) return html`<p class="empty">No profile yet. One is set when somebody who said yes to statistics registers or signs in.</p>`;
  return html`<ul class="rows">${profiles.map(
    ({ distinct_id, properties, updated_at }) => html`<li class="row record">
      <span class="who"><a href="/analytics?person=${encodeURIComponent(distinct_id)}">${distinct_id}</a></span>
      <span class="what">${wordsOf(properties)}</span>
      <span class="at quiet">${when(context, new Date(updated_at))}</span>
    </li>`,
  )}</ul>`;
}

function wordsOf(properties: Record<string, unknown>): string {
  const words = Object.entries(properties).map(([name, value]) => `${name}: ${typeof value === "string" ? value : JSON.stringify(value)}`);
  return words.join(" · ") || "without properties";
}
