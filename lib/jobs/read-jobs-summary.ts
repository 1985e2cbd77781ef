import "server-only";
import { collections } from "@/lib/db/collections";
import type { Lane } from "@/lib/outbox/schema";

export interface JobsSummary {
  /** Rows of outbox and inbox that were given up. */
  failed: number;
  /** How long ago the first of them was. */
  oldest_hours: number | null;
  down: Lane[];
}

export async function readJobsSummary(now: Date): Promise<JobsSummary> {
  const { outbox, webhook_events, lanes } = collections();
  const oldest = { sort: { run_at: 1 }, projection: { run_at: 1 } } as const;
  const [tasks, events, first, firstEvent, down] = await Promise.all([
    outbox.countDocuments({ status: "failed" }),
    webhook_events.countDocuments({ status: "failed" }),
    outbox.findOne({ status: "failed" }, oldest),
    webhook_events.findOne({ status: "failed" }, oldest),
    lanes.find({ down_since: { $ne: null } }).toArray(),
  ]);
  const since = [first, firstEvent].flatMap((row) => (row ? [row.run_at.getTime()] : []));
  return {
    failed: tasks + events,
    oldest_hours: since.length === 0 ? null : Math.max(0, Math.floor((now.getTime() - Math.min(...since)) / 3_600_000)),
    down: down.map(({ _id }) => _id),
  };
}
