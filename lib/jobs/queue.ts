import "server-only";
import type { Collection, Filter, UpdateFilter } from "mongodb";
import { TransactionConflict } from "@/lib/db/errors";

/** What a collection needs for its rows to be worked off by any number of processes: the outbox and the inbox are such. */
export interface QueueRow {
  _id: string;
  status: "pending" | "done" | "failed";
  attempts: number;
  run_at: Date;
  last_error: string | null;
  done_at: Date | null;
}

/** Longer than any one task may take (provider calls time out after 10 s), short enough after a crash. */
const leaseMs = 20_000;
/** A conflict in the database that passes by itself is no failure of the task and costs it no attempt. */
const conflictRetryMs = 5_000;
const retryMinutes = [1, 5, 30, 120, 720, 1_440, 1_440];

/** A failure that no repetition mends: the row goes to the dead letters at once. */
export class PermanentFailure extends Error {}

/** What was to be done has no reason any more (a reminder of a session that was moved): the row is done, and says why nothing happened. */
export class NoLongerNeeded extends Error {}

/** It is not time yet (the reader sleeps): the row is due again at `until`, and this was no attempt. */
export class NotYet extends Error {
  readonly until: Date;

  constructor(until: Date, why: string) {
    super(why);
    this.until = until;
  }
}

/**
 * Takes one due row, runs it and writes the outcome; false where nothing was due. Taking a row moves its `run_at` to the
 * end of the lease in the same write, so two workers never have it at once, and the row of a worker that died becomes due
 * by itself. Running twice is therefore possible and every task must bear it.
 */
export async function runNextRow<Row extends QueueRow>(
  rows: Collection<Row>,
  run: (row: Row, now: Date) => Promise<void>,
  onFailure: (error: unknown, row: Row) => void,
): Promise<boolean> {
  const now = new Date();
  const due = { status: "pending", run_at: { $lte: now } } as Filter<Row>;
  const take = { $set: { run_at: new Date(now.getTime() + leaseMs) }, $inc: { attempts: 1 } } as unknown as UpdateFilter<Row>;
  const row = (await rows.findOneAndUpdate(due, take, { sort: { run_at: 1 }, returnDocument: "after" })) as Row | null;
  if (!row) return false;
  // A worker that overran its lease must not write over what its successor found.
  const mine = { _id: row._id, status: "pending", attempts: row.attempts } as Filter<Row>;
  try {
    await run(row, now);
    await rows.updateOne(mine, { $set: { status: "done", done_at: new Date(), last_error: null } } as unknown as UpdateFilter<Row>);
  } catch (error) {
    if (error instanceof NoLongerNeeded) {
      await rows.updateOne(mine, { $set: { status: "done", done_at: new Date(), last_error: error.message } } as unknown as UpdateFilter<Row>);
      return true;
    }
    if (error instanceof NotYet) {
      const { until: run_at, message: last_error } = error;
      await rows.updateOne(mine, { $set: { run_at, last_error, attempts: row.attempts - 1 } } as unknown as UpdateFilter<Row>);
      return true;
    }
    onFailure(error, row);
    await rows.updateOne(mine, { $set: afterFailure(error, row) } as unknown as UpdateFilter<Row>);
  }
  return true;
}

function afterFailure(error: unknown, row: QueueRow): Partial<QueueRow> {
  const last_error = error instanceof Error ? error.message.slice(0, 500) : "unknown";
  if (error instanceof TransactionConflict) return { last_error, attempts: row.attempts - 1, run_at: new Date(Date.now() + conflictRetryMs) };
  const minutes = error instanceof PermanentFailure ? undefined : retryMinutes[row.attempts - 1];
  if (minutes === undefined) return { status: "failed", last_error };
  const jitter = 0.9 + Math.random() * 0.2;
  return { last_error, run_at: new Date(Date.now() + minutes * 60_000 * jitter) };
}
