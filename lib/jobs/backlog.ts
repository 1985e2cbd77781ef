import "server-only";
import { collections } from "@/lib/db/collections";

export interface Backlog {
  /** Due and taken by nobody: a row that somebody has is due again only at the end of its lease. */
  due: number;
  oldest_due_at: Date | null;
  given_up: number;
  /** Why the newest of them was given up: without addresses, ids and links. */
  newest_reason: string | null;
}

interface Row {
  run_at: Date;
  last_error: string | null;
}

/** Outbox and inbox together. What waits for a provider that is away, or for a row ahead of it, is not the worker's to do. */
export async function readBacklog(now: Date): Promise<Backlog> {
  const { outbox, webhook_events, lanes } = collections();
  const away = (await lanes.find({ down_since: { $ne: null } }).toArray()).map(({ _id }) => _id);
  const isDue = { status: "pending" as const, run_at: { $lte: now }, behind: { $exists: false } };
  const due = { ...isDue, lane: { $nin: away } };
  const dueEvents = away.includes("stripe") ? { _id: { $in: [] as string[] } } : isDue;
  const failed = { status: "failed" as const };
  const fields = { run_at: 1, last_error: 1 } as const;
  const [tasks, events, oldestTask, oldestEvent, lostTasks, lostEvents, newestTask, newestEvent] = await Promise.all([
    outbox.countDocuments(due),
    webhook_events.countDocuments(dueEvents),
    outbox.findOne<Row>(due, { sort: { run_at: 1 }, projection: fields }),
    webhook_events.findOne<Row>(dueEvents, { sort: { run_at: 1 }, projection: fields }),
    outbox.countDocuments(failed),
    webhook_events.countDocuments(failed),
    outbox.findOne<Row>(failed, { sort: { run_at: -1 }, projection: fields }),
    webhook_events.findOne<Row>(failed, { sort: { run_at: -1 }, projection: fields }),
  ]);
  const byTime = (rows: (Row | null)[]) => rows.flatMap((row) => row ?? []).sort((a, b) => a.run_at.getTime() - b.run_at.getTime());
  return {
    due: tasks + events,
    oldest_due_at: byTime([oldestTask, oldestEvent])[0]?.run_at ?? null,
    given_up: lostTasks + lostEvents,
    newest_reason: plain(byTime([newestTask, newestEvent]).at(-1)?.last_error ?? null),
  };
}

/** An error's words as anybody may read them who looks after the site. */
function plain(message: string | null): string | null {
  if (message === null) return null;
  return message
    .replaceAll(/https?:\/\/\S+/g, "(link)")
    .replaceAll(/[^\s<>"'`]+@[^\s<>"'`]+/g, "(address)")
    .replaceAll(/\b[a-z]{1,12}_\w{6,}\b/g, "…")
    .slice(0, 160);
}
