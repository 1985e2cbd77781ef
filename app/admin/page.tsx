import type { Metadata } from "next";
import { Counter } from "@/components/admin/counter";
import { agoWords } from "@/components/admin/integrations/status-words";
import { laneWords } from "@/components/admin/jobs/lane-words";
import { waitingWords } from "@/components/admin/waiting-badge";
import { PageHeading } from "@/components/layout/page-heading";
import { type Overview, readOverview } from "@/lib/admin/read-overview";
import { requireRole } from "@/lib/auth/session";
import { clockNow } from "@/lib/clock/clock";
import { policy } from "@/lib/config/policy";

export const metadata: Metadata = { title: "Overview", robots: { index: false } };

/** What waits for an admin, each with its age. */
export default async function AdminPage() {
  await requireRole("admin", { next: "/admin" });
  const now = clockNow();
  const { approvals, oldest_hours, jobs, bad_services, problems } = await readOverview(now);
  const waiting = approvals.submitted + approvals.proposals;
  const oldest = oldest_hours === null ? `Answered within ${policy.approval_target_hours} hours is what we promise` : `The oldest has waited ${waitingWords(oldest_hours)}`;
  return (
    <div className="flex flex-col gap-8">
      <PageHeading title="Overview" />
      <ul className="grid gap-4 sm:grid-cols-2 lg:grid-cols-3">
        <Counter label="To approve" count={waiting} aside={approvals.late > 0 ? `${approvals.late} later than promised. ${oldest}` : oldest} isUrgent={approvals.late > 0} href="/admin/approvals" />
        <Counter label="Changes proposed" count={approvals.proposals} aside="By coaches who are up already" href="/admin/approvals" />
        <Counter label="Coaches up" count={approvals.approved} aside={`${approvals.suspended} suspended`} href="/admin/coaches" />
        <Counter
          label="Services that need you"
          count={bad_services.count}
          aside={bad_services.since ? `The first began ${agoWords(bad_services.since, now, "long")}` : "Every one that is set up works"}
          isUrgent={bad_services.count > 0}
          href="/admin/integrations"
        />
        <Counter label="Jobs given up" count={jobs.failed} aside={jobsWords(jobs)} isUrgent={jobs.failed > 0 || jobs.down.length > 0} href="/admin/jobs" />
        <Counter
          label="Problems"
          count={problems.sessions + problems.refunds}
          aside={problems.sessions + problems.refunds === 0 ? "No session is contested, every refund arrived" : `${problems.sessions} to decide, ${problems.refunds} ${problems.refunds === 1 ? "refund" : "refunds"} that failed`}
          isUrgent={problems.refunds > 0}
          href="/admin/problems"
        />
      </ul>
    </div>
  );
}

function jobsWords({ failed, oldest_hours, down }: Overview["jobs"]): string {
  const waiting = down.map((lane) => laneWords[lane].name).join("; ");
  if (waiting) return `Down and waiting: ${waiting}`;
  if (failed === 0) return "Mails, refunds and webhooks all went through";
  return `The oldest ${waitingWords(oldest_hours ?? 0)} ago`;
}
