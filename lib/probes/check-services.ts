import "server-only";
import Module from "node:module";
import { env } from "@/lib/config/env";
import { withTransaction } from "@/lib/db/client";
import { log } from "@/lib/log/log";
import type { ProbeCall } from "./check";
import { probes } from "./probes";
import { afterReport, type Change, isBad } from "./rules";
import { runProbe } from "./run-probe";
import type { Report, Service } from "./schema";
import { addToHour, findState, replaceState } from "./store";
import { tellAdmins } from "./tell-admins";

/** An answer of this age is good enough, whoever asks. */
const freshMs = 60_000;
const shared = globalThis as typeof globalThis & { maestrohub_checks?: Map<Service, { at: number; report: Promise<Report> }> };

interface Asked {
  now: Date;
  /** All of them unless told otherwise. */
  only?: Service | undefined;
  /** Asks anew although an answer is fresh: “Check now”. */
  is_pressed?: boolean;
  machineNow?: ProbeCall["machineNow"];
}

/**
 * Asks every service at once and writes down what they say; no service waits for another, and none longer than five seconds. Within a
 * minute, and while an answer is under way, one process asks once.
 */
export function checkServices({ now, only, is_pressed = false, machineNow = Date.now }: Asked): Promise<Report[]> {
  const wanted = probes.filter(({ service }) => only === undefined || service === only);
  const known = (shared.maestrohub_checks ??= new Map());
  return Promise.all(
    wanted.map((probe) => {
      const { service } = probe;
      const last = known.get(service);
      const isFresh = last && (is_pressed ? last.at === Infinity : last.at === Infinity || Math.abs(now.getTime() - last.at) < freshMs);
      if (isFresh) return last.report;
      const report = runProbe(probe, { env: env(), now, machineNow, modules: loadedModules() }).then(async (found) => (await writeDown(found), found));
      // Under way until it is done.
      known.set(service, { at: Infinity, report });
      void report.finally(() => known.set(service, { at: now.getTime(), report }));
      return report;
    }),
  );
}

/** CommonJS keeps what it has loaded in the order of loading; the packages that matter here are of that kind. */
function loadedModules(): string[] {
  return Object.keys((Module as unknown as { _cache: object })._cache);
}

/** The schedule's entry; at the period's end whatever was found before is old. */
export async function checkAllServices(now: Date): Promise<string> {
  const reports = await checkServices({ now, is_pressed: true });
  const bad = reports.filter(isBad).map(({ service }) => service);
  return bad.length === 0 ? `${reports.length} services, none bad` : `bad: ${bad.join(", ")}`;
}

/** For tests, and for a process whose environment has changed. */
export function forgetChecks(): void {
  shared.maestrohub_checks?.clear();
}

/** The report, its hour and what the admins are to be told: all of it, or none. Where the database is away there is nothing to write to. */
async function writeDown(report: Report): Promise<void> {
  try {
    await withTransaction(async (session) => {
      const before = await findState(report.service);
      const change: Change = afterReport(before, report);
      if (!(await replaceState(before, change.state, session))) return;
      await addToHour(report, session);
      await tellAdmins(change, session);
    });
  } catch (error) {
    log().warn({ err: error, service: report.service }, "a report could not be written down");
  }
}
