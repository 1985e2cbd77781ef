import "server-only";
import type { Filter, UpdateFilter } from "mongodb";
import { clockNow } from "@/lib/clock/clock";
import { TransactionConflict } from "@/lib/db/errors";
import { NoLongerNeeded, NotYet, PermanentFailure } from "./failures";
import { noteTrouble, returnProbe } from "./lanes";
import { releaseBehind } from "./order";
import { causeOf, retryDelayMs, stumbleDelayMs } from "./rules";
import type { Outcome, QueueRow, Taken, WorkQueue } from "./schema";
import { troubleOf } from "./trouble";

/** A conflict in the database that passes by itself is no failure of the task and costs it no attempt. */
const conflictRetryMs = 5_000;

/** The row is over, in whatever way: whoever waited for it may go. */
export async function finish<Row extends QueueRow>(queue: WorkQueue<Row>, taken: Taken<Row>, outcome: Outcome, change: Partial<QueueRow>): Promise<Outcome> {
  const row = await queue.rows.findOneAndUpdate(mine(taken), updateOf(taken, { change, outcome }), { projection: { is_followed: 1 } as never });
  if (!row) return "lost";
  // Most rows are waited for by nobody, and need not look for who does.
  if (row.is_followed) await releaseBehind(queue.rows, taken.row, clockNow());
  return outcome;
}

/** Leaves the row to others as if it had not been taken: there is no turn for it, or the process ends, maybe in the middle of it (`maybeTried`). */
export async function giveBack<Row extends QueueRow>(
  queue: WorkQueue<Row>,
  taken: Taken<Row>,
  outcome: "waits" | "no_turn",
  maybeTried = false,
): Promise<Outcome> {
  const now = clockNow();
  if (taken.isProbe) await returnProbe(queue.lane, now);
  return write(queue, taken, { change: { attempts: taken.row.attempts - 1, run_at: now }, outcome, maybeTried });
}

/** The row waits right behind the one ahead, which lets it go when it is over. */
export async function stepBack<Row extends QueueRow>(queue: WorkQueue<Row>, taken: Taken<Row>, ahead: QueueRow): Promise<Outcome> {
  const now = clockNow();
  if (taken.isProbe) await returnProbe(queue.lane, now);
  const run_at = new Date(Math.max(ahead.run_at.getTime(), now.getTime()) + 1);
  const outcome = await write(queue, taken, { change: { attempts: taken.row.attempts - 1, behind: ahead._id, run_at }, outcome: "waits" });
  // The row ahead is told that somebody waits. It may have ended before it could hear of it, and lets nobody go then.
  const { matchedCount } = await queue.rows.updateOne({ _id: ahead._id, status: "pending" } as Filter<Row>, { $set: { is_followed: true } } as unknown as UpdateFilter<Row>);
  if (matchedCount === 0) await releaseBehind(queue.rows, ahead, now);
  return outcome;
}

/** Decides what becomes of a row that failed: nothing to do any more, its provider's fault, or its own. */
export async function writeFailure<Row extends QueueRow>(queue: WorkQueue<Row>, taken: Taken<Row>, error: unknown): Promise<Outcome> {
  const { row, isProbe } = taken;
  const now = clockNow();
  const trouble = error instanceof PermanentFailure || error instanceof NoLongerNeeded || error instanceof NotYet ? null : troubleOf(queue.lane, error);
  // What failed of itself has found out nothing about the provider.
  if (isProbe && !trouble) await returnProbe(queue.lane, now);
  if (error instanceof NoLongerNeeded) return finish(queue, taken, "not_needed", { status: "done", done_at: now, last_error: error.message });

  if (error instanceof NotYet) {
    const { until, message } = error;
    return write(queue, taken, { change: { last_error: message, run_at: until, attempts: row.attempts - 1, ...(row.due_at && { due_at: until }) }, outcome: "waits" });
  }

  const last_error = error instanceof Error ? error.message.slice(0, 500) : "unknown";
  const maybeTried = trouble?.kind === "away" || trouble?.kind === "busy";
  const again = (ms: number, change: Partial<QueueRow>) =>
    write(queue, taken, { change: { last_error, run_at: new Date(now.getTime() + ms), ...change }, outcome: "retries", maybeTried });
  const free = { attempts: row.attempts - 1 };
  if (error instanceof TransactionConflict) return again(conflictRetryMs, free);
  if (trouble) {
    const isClosed = await noteTrouble({ lane: queue.lane, trouble, wasProbe: isProbe, now });
    // Due as ever: the closed lane keeps it, and nothing has to be moved when the lane opens. Behind the others, so that each probe is another row.
    if (isClosed) return write(queue, taken, { change: { last_error, run_at: now, ...free }, outcome: "waits", maybeTried });
    const { stumbles = 0 } = row;
    const delay = stumbleDelayMs(stumbles);
    if (delay !== null) return again(delay, { stumbles: stumbles + 1, ...free });
  }

  queue.onFailure(error, row);
  const delay = error instanceof PermanentFailure ? null : retryDelayMs(row.attempts, Math.random());
  if (delay !== null) return again(delay, {});
  return finish(queue, taken, "failed", { status: "failed", last_error, cause: causeOf(last_error) });
}

interface Writing {
  change: Partial<QueueRow>;
  outcome: Outcome;
  /** The provider may have done it, though nothing was heard. */
  maybeTried?: boolean;
}

/** `lost` where the lease was overrun and a successor has the row: what that one finds shall stand. */
async function write<Row extends QueueRow>(queue: WorkQueue<Row>, taken: Taken<Row>, writing: Writing): Promise<Outcome> {
  const { modifiedCount } = await queue.rows.updateOne(mine(taken), updateOf(taken, writing));
  return modifiedCount === 1 ? writing.outcome : "lost";
}

function mine<Row extends QueueRow>({ row }: Taken<Row>): Filter<Row> {
  return { _id: row._id, status: "pending", run_at: row.run_at } as Filter<Row>;
}

function updateOf<Row extends QueueRow>({ row, taken_at }: Taken<Row>, { change, maybeTried }: Writing): UpdateFilter<Row> {
  const isFirst = row.unanswered_since?.getTime() === taken_at.getTime();
  return { $set: change, ...(isFirst && !maybeTried && { $unset: { unanswered_since: "" } }) } as unknown as UpdateFilter<Row>;
}
