import "server-only";
import type { ClientSession } from "mongodb";
import { newId } from "@/lib/core/id";
import { collections } from "@/lib/db/collections";
import { duplicateKeyFields } from "@/lib/db/errors";
import type { Lane, OutboxDocument, OutboxTask } from "./schema";

interface NewTask {
  key: string;
  task: OutboxTask;
  now: Date;
  /** At once unless told otherwise. */
  run_at?: Date;
  session?: ClientSession;
}

/**
 * Writes down what must happen; pass the session of the transaction that makes the reason true. A key that is there
 * already is left as it is, so repeating the call changes nothing.
 */
export async function addTask({ session, ...order }: NewTask): Promise<void> {
  await collections()
    .outbox.updateOne({ key: order.key }, { $setOnInsert: rowOf(order) }, { upsert: true, ...(session && { session }) })
    .catch((error: unknown) => {
      // Two writers of one key outside a transaction: the other one's row is the same.
      if (session || !duplicateKeyFields(error)) throw error;
    });
}

/** Several at once, of one transaction. */
export async function addTasks(orders: Omit<NewTask, "session">[], session: ClientSession): Promise<void> {
  if (orders.length === 0) return;
  const writes = orders.map((order) => ({ updateOne: { filter: { key: order.key }, update: { $setOnInsert: rowOf(order) }, upsert: true } }));
  await collections().outbox.bulkWrite(writes, { session });
}

function rowOf({ task, now, run_at = now }: Omit<NewTask, "session">): Omit<OutboxDocument, "key"> {
  return {
    _id: newId("outbox"),
    task,
    lane: laneOf(task),
    order_key: orderOf(task),
    due_at: run_at,
    status: "pending",
    attempts: 0,
    run_at,
    last_error: null,
    created_at: now,
    done_at: null,
  };
}

/** Moves a row that nobody has taken yet to a later moment; one that is being carried out, or was, stays as it is. */
export async function postponeTask({ key, run_at }: { key: string; run_at: Date }): Promise<void> {
  await collections().outbox.updateOne({ key, status: "pending", attempts: 0 }, { $max: { run_at, due_at: run_at } });
}

function laneOf(task: OutboxTask): Lane {
  switch (task.kind) {
    case "mail":
    case "announcement-batch":
      return "resend";
    case "refund":
    case "transfer":
    case "transfer-reversal":
    case "forget-customer":
      return "stripe";
    case "destroy-image":
    case "settle-image":
      return "cloudinary";
    case "complete-booking":
    case "expire-package":
    case "announcement-expand":
      return "none";
  }
}

/** What one person reads of one booking comes in the order in which it happened. */
function orderOf(task: OutboxTask): string | null {
  return task.kind === "mail" && "booking_id" in task && task.booking_id ? `${task.booking_id}:${task.recipient_id}` : null;
}
