import "server-only";
import type { Filter, UpdateFilter } from "mongodb";
import { clockNow } from "@/lib/clock/clock";
import { claimProbe, noteSuccess, readLane, returnProbe } from "./lanes";
import { findRowAhead } from "./order";
import { finish, giveBack, stepBack, writeFailure } from "./outcome";
import { gateOf } from "./rules";
import type { LaneDocument, Outcome, QueueRow, Taken, WorkQueue } from "./schema";

export { NoLongerNeeded, NotYet, PermanentFailure } from "./failures";

/** Longer than any one task may take (provider calls time out after 10 s), short enough after a crash. */
export const leaseMs = 20_000;

/**
 * Takes the row that is due longest; null where none is due, or where the provider is away and it is not yet time to try it. Taking
 * moves `run_at` to the end of the lease in the same write, so two workers never have a row at once, and that of a worker that
 * died becomes due by itself. Running twice is therefore possible and every task must bear it. Whoever takes several at once
 * need not read their lane for each: `known` is as it was a moment ago.
 */
export async function takeRow<Row extends QueueRow>(queue: WorkQueue<Row>, now: Date, known?: LaneDocument): Promise<Taken<Row> | null> {
  const lane = known ?? (await readLane(queue.lane));
  const gate = gateOf(lane, now);
  if (gate === "closed") return null;
  const isProbe = gate === "probe";
  const due = { ...queue.only, status: "pending", run_at: { $lte: now } } as Filter<Row>;
  if (isProbe && !((await queue.rows.findOne(due, { projection: { _id: 1 } })) && (await claimProbe(lane, now)))) return null;

  const take = {
    $set: { run_at: new Date(now.getTime() + leaseMs) },
    $inc: { attempts: 1 },
    // Kept from the first try of which nothing was heard.
    $min: { unanswered_since: now },
    $unset: { behind: "" },
  } as unknown as UpdateFilter<Row>;
  const row = (await queue.rows.findOneAndUpdate(due, take, { sort: { run_at: 1 }, returnDocument: "after" })) as Row | null;
  if (!row && isProbe) await returnProbe(queue.lane, now);
  return row && { row, lane, isProbe, taken_at: now };
}

/** Carries out a row in hand and writes what came of it. Rejects only where the database does; the lease ends by itself then. */
export async function runTaken<Row extends QueueRow>(queue: WorkQueue<Row>, taken: Taken<Row>): Promise<Outcome> {
  const ahead = await findRowAhead(queue.rows, taken.row);
  if (ahead) return stepBack(queue, taken, ahead);
  if (queue.waitForTurn && !(await queue.waitForTurn())) return giveBack(queue, taken, "no_turn");
  try {
    await queue.run(taken.row, taken.taken_at);
  } catch (error) {
    return writeFailure(queue, taken, error);
  }
  const now = clockNow();
  if (queue.lane !== "none") await noteSuccess(taken.lane, now);
  return finish(queue, taken, "done", { status: "done", done_at: now, last_error: null });
}

/** One row from taking to outcome; null where nothing was due. */
export async function runNextRow<Row extends QueueRow>(queue: WorkQueue<Row>, now: Date): Promise<Outcome | null> {
  const taken = await takeRow(queue, now);
  return taken && runTaken(queue, taken);
}
