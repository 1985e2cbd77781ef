import "server-only";
import { countProblems } from "@/lib/bookings/read-problems";
import { type JobsSummary, readJobsSummary } from "@/lib/jobs/read-jobs-summary";
import { isBad } from "@/lib/probes/rules";
import { listStates } from "@/lib/probes/store";
import { type ApprovalCounts, countApprovals, listApprovals } from "@/lib/tutors/list-approvals";

export interface Overview {
  approvals: ApprovalCounts;
  /** How long whoever waits longest for a decision has waited; null where nobody waits. */
  oldest_hours: number | null;
  jobs: JobsSummary;
  /** Services that need somebody, and since when the first of them does. */
  bad_services: { count: number; since: Date | null };
  /** Sessions that wait for a decision, and refunds that did not arrive. */
  problems: { sessions: number; refunds: number };
}

export async function readOverview(now: Date): Promise<Overview> {
  const [approvals, page, jobs, states, problems] = await Promise.all([countApprovals(now), listApprovals({ now }), readJobsSummary(now), listStates(), countProblems(now)]);
  const bad = states.filter(({ report }) => isBad(report));
  const since = bad.map(({ bad_since }) => bad_since?.getTime() ?? now.getTime());
  return {
    approvals,
    oldest_hours: page.entries[0]?.waiting.hours ?? null,
    jobs,
    bad_services: { count: bad.length, since: bad.length > 0 ? new Date(Math.min(...since)) : null },
    problems,
  };
}
