import "server-only";
import { clockNow } from "@/lib/clock/clock";
import { collections } from "@/lib/db/collections";
import { duplicateKeyFields } from "@/lib/db/errors";
import { reportError } from "@/lib/integrations/monitoring/report-error";
import type { RecurringDocument } from "./schema";

/** Work that comes again and again, once in each period over all processes. It must bear being run twice, and end within its lease. */
export interface RecurringJob {
  name: string;
  /** What the admin reads. */
  title: string;
  every_minutes: number;
  /** Answers in a few words what it found. `last_success_at` is when the last run that went well began. */
  run: (now: Date, last_success_at: Date | null) => Promise<string>;
}

/** Room for a provider's list of several pages; after a crash it is due again then. */
export const recurringLeaseMs = 60_000;

const never = { last_started_at: null, last_success_at: null, duration_ms: null, last_result: null, failures: 0 };

/** Runs the jobs that are due and whose turn nobody else has, side by side; the names of those it ran. */
export async function runDueJobs(jobs: RecurringJob[], now: Date): Promise<string[]> {
  const ran = await Promise.all(jobs.map(async (job) => ((await runJob(job, now)) ? job.name : null)));
  return ran.filter((name) => name !== null);
}

async function runJob(job: RecurringJob, now: Date): Promise<boolean> {
  const taken = await take(job, now);
  if (!taken) return false;
  const outcome = await job.run(now, taken.last_success_at).then(
    (last_result) => ({ last_result, failures: 0, last_success_at: now }),
    (error: unknown) => {
      reportError(error, { area: "worker" });
      return { last_result: error instanceof Error ? error.message.slice(0, 500) : "unknown", failures: taken.failures + 1 };
    },
  );
  const duration_ms = Math.max(0, clockNow().getTime() - now.getTime());
  await collections().recurring_jobs.updateOne({ _id: job.name, run_at: taken.run_at }, { $set: { ...outcome, duration_ms, run_at: nextPeriod(job, now) } });
  return true;
}

/** Moves the job's due date to the end of the lease; null where it is not due, or another process was quicker. */
async function take(job: RecurringJob, now: Date): Promise<RecurringDocument | null> {
  const jobs = collections().recurring_jobs;
  const lease = { run_at: new Date(now.getTime() + recurringLeaseMs), last_started_at: now };
  // Farther ahead than we ever set it: the clock was moved back.
  const astray = new Date(now.getTime() + job.every_minutes * 60_000 + recurringLeaseMs);
  const taken = await jobs.findOneAndUpdate(
    { _id: job.name, $or: [{ run_at: { $lte: now } }, { run_at: { $gt: astray } }] },
    { $set: lease },
    { returnDocument: "after" },
  );
  if (taken || (await jobs.findOne({ _id: job.name }, { projection: { _id: 1 } }))) return taken;
  const first = { _id: job.name, ...never, ...lease };
  return jobs.insertOne(first).then(
    () => first,
    (error: unknown) => {
      if (duplicateKeyFields(error)) return null;
      throw error;
    },
  );
}

/** Periods are counted from the epoch, so that all processes mean the same ones. */
function nextPeriod({ every_minutes }: RecurringJob, now: Date): Date {
  const periodMs = every_minutes * 60_000;
  return new Date((Math.floor(now.getTime() / periodMs) + 1) * periodMs);
}

export function listRecurring(): Promise<RecurringDocument[]> {
  return collections().recurring_jobs.find().toArray();
}

/** Makes the job due now; false where it was never seen or is being run. */
export async function makeDue(name: string, now: Date): Promise<boolean> {
  const { matchedCount } = await collections().recurring_jobs.updateOne({ _id: name }, { $set: { run_at: now } });
  return matchedCount === 1;
}
