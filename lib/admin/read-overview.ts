import "server-only";
import { collections } from "@/lib/db/collections";
import { type ApprovalCounts, countApprovals, listApprovals } from "@/lib/tutors/list-approvals";

export interface Overview {
  approvals: ApprovalCounts;
  /** How long whoever waits longest for a decision has waited; null where nobody waits. */
  oldest_hours: number | null;
  /** Rows of outbox and inbox that were given up. */
  failed_jobs: number;
}

export async function readOverview(now: Date): Promise<Overview> {
  const [approvals, page, tasks, events] = await Promise.all([
    countApprovals(now),
    listApprovals({ now }),
    collections().outbox.countDocuments({ status: "failed" }),
    collections().webhook_events.countDocuments({ status: "failed" }),
  ]);
  return { approvals, oldest_hours: page.entries[0]?.waiting.hours ?? null, failed_jobs: tasks + events };
}
