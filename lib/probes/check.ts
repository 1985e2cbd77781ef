import type { Env } from "@/lib/config/env";
import type { CheckResult, Facts, Finding, Service, ServiceMode } from "./schema";

/** What a probe is given: nothing of it is global, so that a test can ask with another environment at another time. */
export interface ProbeCall {
  env: Env;
  /** The time that the app lives in. */
  now: Date;
  /** The machine's own clock, which the app's may be moved away from. */
  machineNow: () => number;
  /** The files of the modules that this process has loaded, in that order; null where the app does not run here (the doctor). */
  modules: string[] | null;
  /** Ends what is still under way when the patience with this service is over. */
  signal: AbortSignal;
}

export interface ProbeOutcome {
  /** Of the first answer; null where none came. */
  latency_ms: number | null;
  checks: CheckResult[];
}

export interface Probe {
  service: Service;
  /** Null where the service is not set up: then it is not asked. */
  mode(env: Env): ServiceMode | null;
  ask(call: ProbeCall): Promise<ProbeOutcome>;
}

export const holds = (name: string): CheckResult => ({ name, finding: null, skipped: null });
export const fails = (name: string, finding: Finding): CheckResult => ({ name, finding, skipped: null });
export const notLookedAt = (name: string, reason: string): CheckResult => ({ name, finding: null, skipped: reason });

export function found(service: Service, what: string, facts: Facts = {}): Finding {
  return { id: `${service}.${what}`, facts };
}

export function checkOf(name: string, finding: Finding | null): CheckResult {
  return finding ? fails(name, finding) : holds(name);
}

/** Slower than this and people notice. */
export const slowMs = 2_000;

export function latencyCheck(service: Service, latency_ms: number): CheckResult {
  return checkOf("Answers quickly", latency_ms > slowMs ? found(service, "slow", { seconds: (latency_ms / 1_000).toFixed(1) }) : null);
}

/** A clock further off than this breaks signatures and hold times. */
const skewMs = 2 * 60_000;

/** Compares this machine's clock with what a provider's answer says the time is (its Date header). */
export function clockCheck(service: Service, theirs: string | Date | undefined, machineNow: number): CheckResult {
  const name = "This machine's clock is right";
  const at = theirs === undefined ? NaN : new Date(theirs).getTime();
  if (Number.isNaN(at)) return notLookedAt(name, "the answer names no time");
  const off = machineNow - at;
  if (Math.abs(off) < skewMs) return holds(name);
  return fails(name, found(service, "clock_off", { minutes: Math.round(Math.abs(off) / 60_000), direction: off > 0 ? "ahead" : "behind" }));
}
