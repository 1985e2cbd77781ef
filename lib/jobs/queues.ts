import "server-only";
import { env } from "@/lib/config/env";
import { collections } from "@/lib/db/collections";
import { reportError } from "@/lib/integrations/monitoring/report-error";
import { runTask } from "@/lib/outbox/run-task";
import { lanes, type Lane, type OutboxDocument } from "@/lib/outbox/schema";
import { waitForTurn } from "@/lib/rate-limits/turns";
import { processEvent } from "@/lib/webhook-events/process-event";
import type { WebhookEventDocument } from "@/lib/webhook-events/schema";
import type { QueueRow, WorkQueue } from "./schema";
import type { Bell } from "./wake";

/** How many rows of each lane one process has in hand at once: a slow mail holds up other mails at most, and never a refund. */
const atOnce: Record<Lane, number> = { resend: 6, stripe: 4, cloudinary: 2, none: 2 };

export function outboxQueue(lane: Lane): WorkQueue<OutboxDocument> {
  return {
    rows: collections().outbox,
    lane,
    only: { lane },
    run: runTask,
    onFailure: report,
    ...(lane === "resend" && { waitForTurn: () => waitForTurn({ name: "resend", per_second: env().resend_rate_per_second }) }),
  };
}

export function inboxQueue(): WorkQueue<WebhookEventDocument> {
  return { rows: collections().webhook_events, lane: "stripe", only: {}, run: processEvent, onFailure: report };
}

/** Something that works off one queue, whatever its rows are. */
export type WithQueue<T> = <Row extends QueueRow>(queue: WorkQueue<Row>, about: { bell: Bell; at_once: number }) => T;

/** Does the same for every queue that there is. */
export function forEachQueue<T>(work: WithQueue<T>): T[] {
  return [
    work(inboxQueue(), { bell: "inbox", at_once: atOnce.stripe }),
    ...lanes.map((lane) => work(outboxQueue(lane), { bell: "outbox", at_once: atOnce[lane] })),
  ];
}

function report(error: unknown): void {
  reportError(error, { area: "worker" });
}
