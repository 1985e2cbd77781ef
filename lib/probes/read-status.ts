import "server-only";
import { countWaiting, type Waiting } from "@/lib/outbox/count-waiting";
import { tellFinding } from "./findings";
import { daysOf, type Day } from "./history";
import { probes } from "./probes";
import { isBad } from "./rules";
import type { Incident, Service, ServiceMode, ServiceState, ServiceStateDocument } from "./schema";
import { services } from "./schema";
import { serviceWords } from "./service-words";
import { listHours, listStates } from "./store";

export interface StatusView {
  rows: ServiceRow[];
  /** How many need somebody, how many were verified, and of how many. */
  needs_you: number;
  verified: number;
  configured: number;
  /** Of the oldest report; null where there is none yet. */
  checked_at: string | null;
  /** Nobody has looked within the last two minutes, so what is shown may be old. */
  is_stale: boolean;
}

export interface ServiceRow {
  service: Service;
  name: string;
  is_for: string;
  affects: string;
  /** "unknown": not looked at yet. */
  state: ServiceState | "unknown";
  is_slow: boolean;
  mode: ServiceMode | null;
  latency_ms: number | null;
  samples: { at: string; state: ServiceState; latency_ms: number | null }[];
  last_success_at: string | null;
  last_failure_at: string | null;
  problem: ProblemView | null;
  checks: { name: string; outcome: "good" | "bad" | "skipped"; words: string | null }[];
  days: Day[];
  incidents: { id: string; started_at: string; ended_at: string | null; cause: string }[];
}

export interface ProblemView {
  cause: string;
  detail: string | null;
  steps: string[];
  /** "37 mails wait; none is lost." */
  waiting: string | null;
  since: string | null;
}

const historyDays = 30;
const staleMs = 2 * 60_000;

/** What is known of every service, out of the database: no provider is asked while somebody waits for a page. */
export async function readStatus(now: Date): Promise<StatusView> {
  const known = new Set(probes.map(({ service }) => service));
  const [states, hours, waiting] = await Promise.all([listStates(), listHours(new Date(now.getTime() - historyDays * 86_400_000)), countWaiting(now)]);
  const rows = services
    .filter((service) => known.has(service))
    .map((service) => {
      const state = states.find(({ _id }) => _id === service) ?? null;
      const days = daysOf(
        hours.filter((hour) => hour.service === service),
        { now, count: historyDays },
      );
      return toRow({ service, state, days, waiting: waiting[service] ?? null });
    });
  const reports = states.filter(({ _id }) => known.has(_id)).map(({ report }) => report);
  const oldest = reports.length < known.size ? null : new Date(Math.min(...reports.map(({ checked_at }) => checked_at.getTime())));
  return {
    rows,
    needs_you: reports.filter(isBad).length,
    verified: rows.filter(({ state }) => state === "verified" || state === "emulated").length,
    configured: rows.filter(({ state }) => state !== "not_configured").length,
    checked_at: oldest?.toISOString() ?? null,
    is_stale: oldest === null || now.getTime() - oldest.getTime() > staleMs,
  };
}

function toRow({ service, state, days, waiting }: { service: Service; state: ServiceStateDocument | null; days: Day[]; waiting: Waiting | null }): ServiceRow {
  const { name, is_for, affects } = serviceWords[service];
  const base = { service, name, is_for, affects, days };
  if (!state)
    return {
      ...base,
      state: "unknown",
      is_slow: false,
      mode: null,
      latency_ms: null,
      samples: [],
      last_success_at: null,
      last_failure_at: null,
      problem: null,
      checks: [],
      incidents: [],
    };
  const { report, samples, last_success_at, last_failure_at, bad_since, incidents } = state;
  return {
    ...base,
    state: report.state,
    is_slow: report.finding?.id.endsWith(".slow") ?? false,
    mode: report.mode,
    latency_ms: report.latency_ms,
    samples: samples.map((sample) => ({ ...sample, at: sample.at.toISOString() })),
    last_success_at: last_success_at?.toISOString() ?? null,
    last_failure_at: last_failure_at?.toISOString() ?? null,
    problem: report.finding
      ? {
          ...tellFinding(report.finding),
          waiting: waiting && report.state !== "degraded" ? waitingWords(waiting) : null,
          since: bad_since?.toISOString() ?? null,
        }
      : null,
    checks: report.checks.map((check) => ({
      name: check.name,
      outcome: check.finding ? "bad" : check.skipped ? "skipped" : "good",
      words: check.finding ? tellFinding(check.finding).cause : check.skipped,
    })),
    incidents: [...incidents].reverse().map(toIncident),
  };
}

function toIncident({ id, started_at, ended_at, finding }: Incident): ServiceRow["incidents"][number] {
  return { id, started_at: started_at.toISOString(), ended_at: ended_at?.toISOString() ?? null, cause: tellFinding(finding).cause };
}

function waitingWords({ count, people, what }: Waiting): string | null {
  if (count === 0) return null;
  const things = count === 1 ? `1 ${what.one} waits` : `${count} ${what.many} wait`;
  return `${things}${people > 1 ? ` for ${people} people` : ""}; none is lost.`;
}
