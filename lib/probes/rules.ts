import { newId } from "@/lib/core/id";
import { entryOf } from "./findings";
import type { Incident, Report, ServiceStateDocument } from "./schema";

const samplesKept = 60;
const incidentsKept = 100;
const incidentDays = 30;
/** Two looks within one blink are one: pressing “Check now” twice wakes nobody. */
const apartMs = 45_000;

export interface Change {
  state: ServiceStateDocument;
  /** The incident that began, or ended, with this report. */
  opened: Incident | null;
  closed: Incident | null;
}

/** Bad enough to tell somebody: a provider that is merely slow is not. */
export function isBad({ finding }: Report): boolean {
  return finding !== null && entryOf(finding).is_quiet !== true;
}

/**
 * What is known of a service after one more report. The second bad one in a row opens an incident, the first good one closes it;
 * what is wrong may change in between and is still the same incident.
 */
export function afterReport(before: ServiceStateDocument | null, report: Report): Change {
  const at = report.checked_at;
  const bad = isBad(report);
  const bad_since = bad ? (before?.bad_since ?? at) : null;
  const kept = (before?.incidents ?? []).filter(({ ended_at }) => !ended_at || at.getTime() - ended_at.getTime() < incidentDays * 86_400_000);
  const open = kept.find(({ ended_at }) => ended_at === null) ?? null;
  const isConfirmed = bad && bad_since !== null && at.getTime() - bad_since.getTime() >= apartMs;
  const opened: Incident | null =
    isConfirmed && !open && report.finding ? { id: newId("incident"), started_at: bad_since, ended_at: null, finding: report.finding } : null;
  const closed = open && !bad ? { ...open, ended_at: at } : null;
  const incidents = kept.map((incident) => (incident !== open ? incident : (closed ?? { ...incident, finding: report.finding ?? incident.finding })));
  return {
    opened,
    closed,
    state: {
      _id: report.service,
      report,
      samples: [...(before?.samples ?? []), { at, state: report.state, latency_ms: report.latency_ms }].slice(-samplesKept),
      last_success_at: report.state === "verified" || report.state === "emulated" || report.state === "degraded" ? at : (before?.last_success_at ?? null),
      last_failure_at: report.state === "failing" || report.state === "misconfigured" ? at : (before?.last_failure_at ?? null),
      bad_since,
      incidents: [...incidents, ...(opened ? [opened] : [])].slice(-incidentsKept),
    },
  };
}
