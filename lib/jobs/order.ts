import "server-only";
import type { Collection, Filter, UpdateFilter } from "mongodb";
import { attemptsThatHoldBack } from "./rules";
import type { QueueRow } from "./schema";

/**
 * The pending row of the same order that comes before this one; null where nothing holds it back. Rows planned for later and dead
 * letters hold nobody back, nor do rows of the same moment.
 */
export async function findRowAhead<Row extends QueueRow>(rows: Collection<Row>, { order_key, due_at }: QueueRow): Promise<QueueRow | null> {
  if (!order_key || !due_at) return null;
  const ahead = { order_key, status: "pending", due_at: { $lt: due_at }, attempts: { $lte: attemptsThatHoldBack } } as unknown as Filter<Row>;
  return (await rows.findOne(ahead, { sort: { due_at: 1 } })) as QueueRow | null;
}

/** Whoever waited for this row is due at once, now that it is over, in whatever way. */
export async function releaseBehind<Row extends QueueRow>(rows: Collection<Row>, { _id, order_key }: QueueRow, now: Date): Promise<void> {
  if (!order_key) return;
  const waiting = { order_key, status: "pending", behind: _id } as unknown as Filter<Row>;
  await rows.updateMany(waiting, { $set: { run_at: now }, $unset: { behind: "" } } as unknown as UpdateFilter<Row>);
}
