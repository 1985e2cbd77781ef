/** Everything that MaestroHub leans on, in the order in which the status page shows it. */
export const services = ["database", "worker", "stripe", "resend", "cloudinary", "mixpanel", "sentry", "newrelic", "cloudflare", "llm"] as const;
export type Service = (typeof services)[number];

/** `verified`: it was asked just now and did what we need of it. `emulated`: so did its emulator. The others carry a finding, except `not_configured`. */
export const states = ["verified", "emulated", "degraded", "failing", "misconfigured", "not_configured"] as const;
export type ServiceState = (typeof states)[number];
export type BadState = Extract<ServiceState, "degraded" | "failing" | "misconfigured">;

export type ServiceMode = "live" | "test" | "emulated";

/** Words and numbers that a finding's sentences are filled with; never a secret. */
export type Facts = Record<string, string | number>;

/** Something that is wrong; findings.ts has its sentences. */
export interface Finding {
  id: string;
  facts: Facts;
}

export interface CheckResult {
  /** "Key accepted": what was looked at, as a claim that holds or does not. */
  name: string;
  finding: Finding | null;
  /** Why it was not looked at ("the key may only send"); null where it was. */
  skipped: string | null;
}

export interface Report {
  service: Service;
  state: ServiceState;
  mode: ServiceMode | null;
  /** Of the first answer; null where none came. */
  latency_ms: number | null;
  checks: CheckResult[];
  /** The worst of them. */
  finding: Finding | null;
  checked_at: Date;
}

/** A check of one service a minute, as the page's line draws it. */
export interface Sample {
  at: Date;
  state: ServiceState;
  latency_ms: number | null;
}

/** From the second bad check on until the first good one. */
export interface Incident {
  id: string;
  started_at: Date;
  ended_at: Date | null;
  finding: Finding;
}

/** One a service: what is known of it now, and lately. */
export interface ServiceStateDocument {
  _id: Service;
  report: Report;
  /** The newest last; an hour of them. */
  samples: Sample[];
  last_success_at: Date | null;
  last_failure_at: Date | null;
  /** Of the first bad check since the last good one. */
  bad_since: Date | null;
  /** The newest last. */
  incidents: Incident[];
}

/** An hour of one service, added up; gone by itself after thirty days. */
export interface ServiceHourDocument {
  /** "stripe:2027-03-14T09" */
  _id: string;
  service: Service;
  hour: Date;
  checks: number;
  bad: number;
  degraded: number;
  latency_sum_ms: number;
  latency_count: number;
  latency_max_ms: number;
  expires_at: Date;
}

/** What a part of the app has seen of a provider in passing, for the probes: the newest instant of each kind. */
export interface SignalDocument {
  _id: string;
  at: Date;
}
