import { CircleCheck } from "lucide-react";
import type { Metadata } from "next";
import { ApprovalRow } from "@/components/admin/approval-row";
import { PageHeading } from "@/components/layout/page-heading";
import { EmptyState } from "@/components/ui/empty-state";
import { LinkButton } from "@/components/ui/link-button";
import { requireRole } from "@/lib/auth/session";
import { clockNow } from "@/lib/clock/clock";
import { policy } from "@/lib/config/policy";
import type { PageProps } from "@/lib/http/page-props";
import { listApprovals } from "@/lib/tutors/list-approvals";

export const metadata: Metadata = { title: "Approvals", robots: { index: false } };

export default async function ApprovalsPage({ searchParams }: PageProps) {
  await requireRole("admin", { next: "/admin/approvals" });
  const { after } = await searchParams;
  const { entries, total, next } = await listApprovals({ after: typeof after === "string" ? after : undefined, now: clockNow() });
  return (
    <div className="mx-auto flex max-w-3xl flex-col gap-8">
      <PageHeading title="Approvals">
        {total === 0 ? `We promise an answer within ${policy.approval_target_hours} hours.` : `${total} ${total === 1 ? "waits" : "wait"} for an answer, the longest waiting first.`}
      </PageHeading>
      {entries.length === 0 ? (
        <EmptyState icon={CircleCheck} title="Nobody waits">
          New profiles and changes of approved ones come here.
        </EmptyState>
      ) : (
        <ul className="flex flex-col gap-3">
          {entries.map((entry) => (
            <ApprovalRow key={`${entry.kind} ${entry.tutor_id}`} entry={entry} />
          ))}
        </ul>
      )}
      {next && (
        <LinkButton variant="secondary" href={`/admin/approvals?after=${encodeURIComponent(next)}`} className="self-start">
          Further on
        </LinkButton>
      )}
    </div>
  );
}
