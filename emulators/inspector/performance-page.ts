import type { EmulatorContext, EmulatorResponse } from "../emulator.ts";
import { listRuns } from "../newrelic/collector.ts";
import { listDashboards } from "../newrelic/dashboards.ts";
import { listAgentEvents, listErrorTraces, listMetrics, type StoredAgentEvent } from "../newrelic/records.ts";
import { type Html, html } from "./html.ts";
import { chip, page, when } from "./layout.ts";

/** What New Relic was told: how long what took, what the business did, what broke. */
export function performancePage(context: EmulatorContext): EmulatorResponse {
  const runs = listRuns(context).toReversed();
  const custom = listAgentEvents(context, "custom_events").toReversed();
  const errors = listErrorTraces(context).toReversed();
  const metrics = listMetrics(context).filter(({ scope }) => scope === "");
  const own = metrics.filter(({ name }) => name.startsWith("Custom/"));
  const body = html`
    <h1>Performance</h1>
    <p class="lead">What New Relic was told. ${runs.length === 0 ? "No agent has connected yet: it is loaded only where it is asked for." : html`${runs.filter(({ ended_at }) => !ended_at).length} of ${runs.length} agents are connected, the newest since ${when(context, new Date(runs[0]?.connected_at ?? 0))}.`}</p>
    <h2>Transactions</h2>
    ${table(transactionRows(listAgentEvents(context, "transactions")), "No transaction yet.")}
    <h2>Events of the business</h2>
    ${custom.length === 0 ? html`<p class="empty">No event yet.</p>` : html`<ul class="rows">${custom.slice(0, 50).map((event) => customRow(context, event))}</ul>`}
    <h2>Metrics of the business</h2>
    ${table(own.map(({ name, count, total }) => ({ name, note: `${count} ${count === 1 ? "value" : "values"}`, figure: `mean ${round(total / count)}` })), "No metric yet. They arrive once a minute.")}
    <h2>Errors</h2>
    ${errors.length === 0 ? html`<p class="empty">No error yet.</p>` : html`<ul class="rows">${errors.slice(0, 50).map(
      (error) => html`<li class="row event"><span class="what"><strong>${error.class}</strong> ${error.message}<br><span class="quiet">${error.transaction} · ${JSON.stringify(error.user)}</span></span><span>${chip("bad", "Error")}</span><span class="at quiet">${when(context, new Date(error.received_at))}</span></li>`,
    )}</ul>`}
    <h2>Dashboards</h2>
    ${table(listDashboards(context).map(({ name, guid, pages }) => ({ name, note: guid, figure: `${pages.reduce((sum, { widgets = [] }) => sum + widgets.length, 0)} charts` })), "No dashboard yet. npm run newrelic:dashboards installs four.")}
    ${metrics.length === 0 ? "" : html`<details><summary>All ${metrics.length} metrics</summary><dl class="facts">${metrics.toSorted((a, b) => a.name.localeCompare(b.name)).map(({ name, count, total }) => html`<div><dt>${name}</dt><dd>${count} × ${round(total / (count || 1))}</dd></div>`)}</dl></details>`}`;
  return page(context, { title: "Performance", current: "/performance", body });
}

interface Row {
  name: string;
  note: string;
  figure: string;
}

function transactionRows(events: StoredAgentEvent[]): Row[] {
  const byName = Map.groupBy(events, ({ intrinsics }) => String(intrinsics.name));
  return [...byName]
    .toSorted(([, a], [, b]) => b.length - a.length)
    .map(([name, group]) => {
      const failed = group.filter(({ intrinsics }) => intrinsics.error === true).length;
      const mean = group.reduce((sum, { intrinsics }) => sum + Number(intrinsics.duration), 0) / group.length;
      return { name, note: `${group.length} ${group.length === 1 ? "time" : "times"}${failed > 0 ? `, ${failed} failed` : ""}`, figure: `${round(mean * 1_000)} ms` };
    });
}

function table(rows: Row[], empty: string): Html {
  if (rows.length === 0) return html`<p class="empty">${empty}</p>`;
  return html`<ul class="rows">${rows.map(({ name, note, figure }) => html`<li class="row plain"><span class="what">${name} <span class="quiet">${note}</span></span><span class="at amount">${figure}</span></li>`)}</ul>`;
}

function customRow(context: EmulatorContext, { intrinsics, user, received_at }: StoredAgentEvent): Html {
  return html`<li class="row record"><span class="who"><strong>${String(intrinsics.type)}</strong></span><span class="what">${Object.entries(user).map(([name, value]) => `${name}: ${String(value)}`).join(" · ")}</span><span class="at quiet">${when(context, new Date(received_at))}</span></li>`;
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}
