import "server-only";
import { clockNow } from "@/lib/clock/clock";
import { env } from "@/lib/config/env";
import { AppError } from "@/lib/core/errors";
import { newId } from "@/lib/core/id";
import { listMovements } from "@/lib/integrations/stripe/balance";
import { chainEntries } from "@/lib/ledger/chain-entries";
import { chainBeginning, type ChainPlace, verifyChainPage } from "@/lib/ledger/verify-chain";
import { addUpPage } from "./add-up-page";
import { comparePage } from "./compare-page";
import { differenceOfFault, outsideCategories } from "./rules";
import type { Difference, ReconciliationDocument } from "./schema";
import { findRunning, forgetMovements, insertRun, keepMovements, latestMovementAt, leaseRun, listRuns, releaseRun, saveRun, sumOutside } from "./store";
import { tellOfDifferences } from "./tell-of-differences";

/** What is younger may be on its way: an event takes its time, and the poll goes every five minutes. */
const youngMs = 15 * 60_000;
/** Longer than one page ever takes; a process that was killed is followed by the next. */
const leaseMs = 50_000;
/** Stripe lists some movements a little later than it dates them. */
const overlapMs = 3 * 86_400_000;
const keptDifferences = 1_000;

/** Begins a run; `is_full` asks Stripe for everything anew instead of what is new. Throws 409 where one runs. */
export async function startReconciliation({ started_by, is_full, now }: { started_by: string; is_full: boolean; now: Date }): Promise<ReconciliationDocument> {
  if (!env().stripe) throw new AppError("unavailable", "Payments are not set up here, so there is nothing to compare with.");
  const latest = is_full ? null : await latestMovementAt();
  const run: ReconciliationDocument = {
    ...{ _id: newId("reconciliation"), status: "running", is_running: true, stage: "reading_stripe", cursor: null, started_by },
    ...{ since: latest && new Date(latest.getTime() - overlapMs), until: new Date(now.getTime() - youngMs) },
    ...{ movements: 0, entries: 0, differences: [], differences_count: 0, outside: [], failure: null },
    ...{ started_at: now, leased_until: now, done_at: null },
  };
  if (!(await insertRun(run))) throw new AppError("conflict", "The books are being compared already. It shows below how far that is.");
  return run;
}

/**
 * Goes on with the run that is under way, for so long at most; null where there is none, or somebody is at it. Each step's outcome is
 * stored before the next, so a crash costs one page. A failure ends the run and says why: the next one begins anew.
 */
export async function workOnReconciliation({ budget_ms, now }: { budget_ms: number; now: Date }): Promise<ReconciliationDocument | null> {
  let run = await leaseRun({ now, until: new Date(now.getTime() + leaseMs) });
  if (!run) return null;
  const started = performance.now();
  try {
    while (run.status === "running" && performance.now() - started < budget_ms) {
      run = await step(run);
      if (!(await saveRun(run))) return null;
    }
  } catch (error) {
    run = failed(run, error);
    await saveRun(run);
    throw error;
  }
  if (run.status === "running") await releaseRun(run, now);
  else await tellOfDifferences(run);
  return run;
}

/** One page of whatever comes next. */
async function step(run: ReconciliationDocument): Promise<ReconciliationDocument> {
  switch (run.stage) {
    case "reading_stripe": {
      if (run.cursor === null && run.since === null) await forgetMovements();
      const { movements, next } = await listMovements({ since: run.since, after: run.cursor });
      await keepMovements(movements);
      const read = { ...run, movements: run.movements + movements.length, cursor: next };
      if (next !== null) return read;
      await chainEntries();
      return { ...read, stage: "comparing" };
    }
    case "comparing": {
      const { differences, entries, next } = await comparePage(run.cursor, run.until);
      const compared = { ...add(run, differences), entries: run.entries + entries, cursor: next };
      return next !== null ? compared : { ...compared, stage: "adding_up" };
    }
    case "adding_up": {
      const { differences, next } = await addUpPage(run.cursor);
      const added = { ...add(run, differences), cursor: next };
      return next !== null ? added : { ...added, stage: "checking_chain" };
    }
    case "checking_chain": {
      const { faults, place } = await verifyChainPage(run.cursor === null ? chainBeginning : (JSON.parse(run.cursor) as ChainPlace));
      const checked = add(run, faults.map(differenceOfFault));
      if (place) return { ...checked, cursor: JSON.stringify(place) };
      return ended({ ...checked, cursor: null, outside: await sumOutside(outsideCategories), status: "done" });
    }
  }
}

function add(run: ReconciliationDocument, differences: Difference[]): ReconciliationDocument {
  return { ...run, differences: [...run.differences, ...differences].slice(0, keptDifferences), differences_count: run.differences_count + differences.length };
}

function failed(run: ReconciliationDocument, error: unknown): ReconciliationDocument {
  return ended({ ...run, status: "failed", failure: error instanceof Error ? error.message.slice(0, 500) : "unknown" });
}

function ended({ is_running: _, ...run }: ReconciliationDocument): ReconciliationDocument {
  return { ...run, done_at: clockNow() };
}

/** At night, after the day's last sessions of most of our markets. */
const nightlyHourUtc = 3;

/** The schedule's part: goes on with what is under way, and begins the night's run once a day. */
export async function reconcileNightly(now: Date): Promise<string> {
  if (!env().stripe) return "Payments are not set up here";
  const [last] = await listRuns(1);
  const due = new Date(now);
  due.setUTCHours(nightlyHourUtc, 0, 0, 0);
  if (!(await findRunning())) {
    if (now < due || (last && last.started_at >= due)) return "Not due";
    await startReconciliation({ started_by: "nightly", is_full: false, now });
  }
  const run = await workOnReconciliation({ budget_ms: 30_000, now });
  if (!run) return "Somebody else is at it";
  if (run.status === "running") return `${run.movements} movements, ${run.entries} entries so far`;
  return `${run.movements} movements, ${run.entries} entries, ${run.differences_count} differences`;
}
