import "server-only";
import { log } from "@/lib/log/log";
import { fails, found, type Probe, type ProbeCall, type ProbeOutcome } from "./check";
import { entryOf } from "./findings";
import type { BadState, CheckResult, Finding, Report, ServiceMode } from "./schema";

/** Longer than any answer that is of use, short enough that ten of them together are one. */
export const patienceMs = 5_000;

/**
 * Asks one service, and answers within five seconds whatever it does: silence is a finding, and so is a probe that breaks.
 * Never throws.
 */
export async function runProbe(probe: Probe, call: Omit<ProbeCall, "signal">): Promise<Report> {
  const { service } = probe;
  const mode = probe.mode(call.env);
  if (mode === null) return { service, state: "not_configured", mode, latency_ms: null, checks: [], finding: null, checked_at: call.now };
  const patience = new AbortController();
  let timer: ReturnType<typeof setTimeout> | undefined;
  const over = new Promise<ProbeOutcome>((resolve) => {
    timer = setTimeout(
      () => resolve({ latency_ms: null, checks: [fails("Answers at all", found(service, "silent", { seconds: patienceMs / 1_000 }))] }),
      patienceMs,
    );
  });
  try {
    return toReport(probe, mode, await Promise.race([probe.ask({ ...call, signal: patience.signal }), over]), call.now);
  } catch (error) {
    log().warn({ err: error, service }, "a probe broke");
    const reason = error instanceof Error ? error.name : "unknown";
    return toReport(probe, mode, { latency_ms: null, checks: [fails("Can be asked", found(service, "probe_broke", { reason }))] }, call.now);
  } finally {
    clearTimeout(timer);
    patience.abort();
  }
}

function toReport({ service }: Probe, mode: ServiceMode, { latency_ms, checks }: ProbeOutcome, checked_at: Date): Report {
  const finding = worstOf(checks);
  const state = finding ? entryOf(finding).state : mode === "emulated" ? "emulated" : "verified";
  return { service, state, mode, latency_ms, checks, finding, checked_at };
}

const severity: Record<BadState, number> = { misconfigured: 3, failing: 2, degraded: 1 };

/** What a person must mend comes before what may pass by itself. */
function worstOf(checks: CheckResult[]): Finding | null {
  const findings = checks.flatMap(({ finding }) => finding ?? []);
  const rank = (finding: Finding) => severity[entryOf(finding).state];
  return findings.reduce<Finding | null>((worst, each) => (!worst || rank(each) > rank(worst) ? each : worst), null);
}
