import "server-only";
import type { Collection, Filter, UpdateFilter } from "mongodb";
import { addAuditEntry } from "@/lib/audit-log/store";
import { AppError } from "@/lib/core/errors";
import { withTransaction } from "@/lib/db/client";
import { collections } from "@/lib/db/collections";
import type { Role } from "@/lib/users/schema";
import type { DeadLetterChoice } from "./dead-letter-schema";
import type { QueueRow } from "./schema";
import { wake } from "./wake";

interface Order {
  choice: DeadLetterChoice;
  admin: { id: string; role: Role };
  now: Date;
}

/**
 * Has dead letters tried again from the start: one, or all of one cause. What may have been done already is asked again too, because
 * somebody says so. Answers how many there were; throws 404 where none is left.
 */
export async function replayDeadLetters(order: Order): Promise<number> {
  const again = {
    $set: { status: "pending", run_at: order.now, attempts: 0, stumbles: 0, last_error: null },
    $unset: { cause: "", unanswered_since: "", behind: "" },
  } as unknown as UpdateFilter<QueueRow>;
  const count = await change(order, again, { action: "jobs.replay", after: "pending", note: null });
  wake(order.choice.queue);
  return count;
}

/** What dead letters asked for shall not happen. They are kept as long as what was done. */
export function discardDeadLetters({ note, ...order }: Order & { note: string }): Promise<number> {
  return change(order, { $set: { status: "discarded", done_at: order.now } }, { action: "jobs.discard", after: "discarded", note });
}

/** The rows and the entry in the audit log, or neither. */
function change({ choice, admin, now }: Order, update: UpdateFilter<QueueRow>, deed: { action: string; after: QueueRow["status"]; note: string | null }): Promise<number> {
  return withTransaction(async (session) => {
    const rows = deadLettersOf(choice.queue);
    const chosen: Filter<QueueRow> = { status: "failed", ...("id" in choice ? { _id: choice.id } : { ...laneOf(choice), cause: choice.cause ?? { $exists: false } }) };
    const first = await rows.findOne(chosen, { session, projection: { cause: 1 } });
    const { modifiedCount } = await rows.updateMany(chosen, update, { session });
    if (!first || modifiedCount === 0) throw new AppError("not_found", "None of these is left: somebody was quicker.");
    await addAuditEntry({
      actor_id: admin.id,
      actor_role: admin.role,
      action: deed.action,
      subject_id: "id" in choice ? choice.id : choice.queue,
      before: { status: "failed", cause: first.cause ?? null },
      after: { status: deed.after, count: modifiedCount },
      note: deed.note,
      now,
      session,
    });
    return modifiedCount;
  });
}

export function deadLettersOf(queue: DeadLetterChoice["queue"]): Collection<QueueRow> {
  const { outbox, webhook_events } = collections();
  return (queue === "outbox" ? outbox : webhook_events) as unknown as Collection<QueueRow>;
}

/** Rows of the inbox have no lane of their own: all are Stripe's. */
function laneOf({ queue, lane }: { queue: DeadLetterChoice["queue"]; lane: string }): object {
  return queue === "outbox" ? { lane } : {};
}
