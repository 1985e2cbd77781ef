import "server-only";
import { policy } from "@/lib/config/policy";
import { forEachQueue } from "./queues";
import { runDueJobs } from "./recurring";
import { schedule } from "./schedule";
import type { Outcome } from "./schema";
import { type Tally, workOff } from "./work-off";

export interface TickReport {
  /** Recurring jobs that were due. */
  ran: string[];
  /** Rows by what became of them. */
  rows: Tally;
  ms: number;
}

/** Does what is due, once, for hosts where no process runs for long. It takes rows for a bounded time and finishes what it took. */
export async function runTick(now: Date, seconds: number = policy.tick_seconds): Promise<TickReport> {
  const started = performance.now();
  const over = AbortSignal.timeout(seconds * 1_000);
  const ran = await runDueJobs(schedule, now);
  const rows: Tally = {};
  // What one row leaves behind (the mail of a refund) is worth another look.
  for (let moved = true; moved && !over.aborted;) {
    const tallies = await Promise.all(forEachQueue((queue, about) => workOff(queue, { ...about, over, whenIdle: "end" })));
    for (const tally of tallies) for (const [outcome, count] of Object.entries(tally) as [Outcome, number][]) rows[outcome] = (rows[outcome] ?? 0) + count;
    moved = tallies.some(({ done = 0, not_needed = 0 }) => done + not_needed > 0);
  }
  return { ran, rows, ms: Math.round(performance.now() - started) };
}
