import "server-only";
import { type JobsSummary, readJobsSummary } from "@/lib/jobs/read-jobs-summary";
import { type ApprovalCounts, countApprovals, listApprovals } from "@/lib/tutors/list-approvals";

export interface Overview {
  approvals: ApprovalCounts;
  /** How long whoever waits longest for a decision has waited; null where nobody waits. */
  oldest_hours: number | null;
  jobs: JobsSummary;
}

export async function readOverview(now: Date): Promise<Overview> {
  const [approvals, page, jobs] = await Promise.all([countApprovals(now), listApprovals({ now }), readJobsSummary(now)]);
  return { approvals, oldest_hours: page.entries[0]?.waiting.hours ?? null, jobs };
}
