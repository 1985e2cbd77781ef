import "server-only";
import { collections } from "@/lib/db/collections";
import type { Lane, OutboxDocument } from "@/lib/outbox/schema";
import type { WebhookEventDocument } from "@/lib/webhook-events/schema";
import type { DeadLetterChoice } from "./dead-letter-schema";

/** All that were given up for one reason. Never what a row carries: it may hold a link that lets somebody in. */
export interface DeadLetterGroup {
  queue: DeadLetterChoice["queue"];
  lane: Lane;
  /** Null for rows of a time when it was not kept. */
  cause: string | null;
  count: number;
  newest_at: string;
  /** The newest of them. */
  rows: DeadLetter[];
}

export interface DeadLetter {
  id: string;
  /** "mail: booking-confirmation", "refund", "payment_intent.succeeded". */
  what: string;
  /** The id of the booking, payment or person that it is about. */
  about: string | null;
  attempts: number;
  given_up_at: string;
}

const groupsShown = 30;
const rowsShown = 10;

export async function readDeadLetters(): Promise<DeadLetterGroup[]> {
  const { outbox, webhook_events } = collections();
  const groups = (lane: string | { $literal: Lane }) => [
    { $match: { status: "failed" } },
    { $group: { _id: { lane, cause: { $ifNull: ["$cause", null] } }, count: { $sum: 1 }, newest: { $max: "$run_at" } } },
    { $sort: { newest: -1 } },
    { $limit: groupsShown },
  ];
  type Group = { _id: { lane?: Lane; cause: string | null }; count: number; newest: Date };
  const [ofOutbox, ofInbox] = await Promise.all([outbox.aggregate<Group>(groups("$lane")).toArray(), webhook_events.aggregate<Group>(groups({ $literal: "stripe" })).toArray()]);
  const newestFirst = { sort: { run_at: -1 }, limit: rowsShown } as const;
  const found = await Promise.all([
    ...ofOutbox.map(async ({ _id, count, newest }): Promise<DeadLetterGroup> => {
      const { lane = "none", cause } = _id;
      const rows = await outbox.find({ status: "failed", lane, cause: cause ?? { $exists: false } }, newestFirst).toArray();
      return { queue: "outbox", lane, cause, count, newest_at: newest.toISOString(), rows: rows.map(taskView) };
    }),
    ...ofInbox.map(async ({ _id: { cause }, count, newest }): Promise<DeadLetterGroup> => {
      const rows = await webhook_events.find({ status: "failed", cause: cause ?? { $exists: false } }, newestFirst).toArray();
      return { queue: "inbox", lane: "stripe", cause, count, newest_at: newest.toISOString(), rows: rows.map(eventView) };
    }),
  ]);
  return found.toSorted((a, b) => b.newest_at.localeCompare(a.newest_at));
}

function taskView({ _id, task, attempts, run_at }: OutboxDocument): DeadLetter {
  const what = task.kind === "mail" ? `mail: ${task.template}` : task.kind;
  return { id: _id, what, about: aboutOf(task), attempts, given_up_at: run_at.toISOString() };
}

function aboutOf(task: OutboxDocument["task"]): string | null {
  const named = task as Partial<Record<"announcement_id" | "booking_id" | "refund_id" | "tutor_id" | "recipient_id", string>>;
  return named.announcement_id ?? named.booking_id ?? named.refund_id ?? named.tutor_id ?? named.recipient_id ?? null;
}

function eventView({ _id, type, object_id, attempts, run_at }: WebhookEventDocument): DeadLetter {
  return { id: _id, what: type, about: object_id || null, attempts, given_up_at: run_at.toISOString() };
}
