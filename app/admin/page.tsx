import type { Metadata } from "next";
import { Counter } from "@/components/admin/counter";
import { waitingWords } from "@/components/admin/waiting-badge";
import { PageHeading } from "@/components/layout/page-heading";
import { readOverview } from "@/lib/admin/read-overview";
import { requireRole } from "@/lib/auth/session";
import { policy } from "@/lib/config/policy";

export const metadata: Metadata = { title: "Overview", robots: { index: false } };

/** What waits for an admin, each with its age. */
export default async function AdminPage() {
  await requireRole("admin", { next: "/admin" });
  const { approvals, oldest_hours, failed_jobs, problems } = await readOverview(new Date());
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
          label="Problems"
          count={problems.sessions + problems.refunds}
          aside={problems.sessions + problems.refunds === 0 ? "No session is contested, every refund arrived" : `${problems.sessions} to decide, ${problems.refunds} ${problems.refunds === 1 ? "refund" : "refunds"} that failed`}
          isUrgent={problems.refunds > 0}
          href="/admin/problems"
        />
        <Counter label="Jobs that gave up" count={failed_jobs} aside={failed_jobs === 0 ? "Mails, refunds and webhooks all went through" : "The log says why"} isUrgent={failed_jobs > 0} href="/admin" />
      </ul>
    </div>
  );
}
