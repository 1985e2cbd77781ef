import { CircleCheck } from "lucide-react";
import type { Metadata } from "next";
import { FailedRefunds } from "@/components/admin/failed-refunds";
import { ProblemRow } from "@/components/admin/problem-row";
import { PageHeading } from "@/components/layout/page-heading";
import { EmptyState } from "@/components/ui/empty-state";
import { requireRole } from "@/lib/auth/session";
import { readProblems } from "@/lib/bookings/read-problems";
import { clockNow } from "@/lib/clock/clock";
import { getViewerZone } from "@/lib/http/viewer";

export const metadata: Metadata = { title: "Problems", robots: { index: false } };

/** Sessions that somebody has reported, and refunds that did not arrive. */
export default async function ProblemsPage() {
  await requireRole("admin", { next: "/admin/problems" });
  const [{ sessions, sessions_count, refunds, refunds_count }, { zone }] = await Promise.all([readProblems(clockNow()), getViewerZone()]);
  return (
    <div className="mx-auto flex max-w-3xl flex-col gap-10">
      <PageHeading title="Problems">Nobody is paid for a reported session until it is decided; the longest waiting comes first.</PageHeading>
      {sessions.length === 0 && refunds.length === 0 && (
        <EmptyState icon={CircleCheck} title="Nothing waits">
          Sessions that a client or a coach reports come here, and refunds that do not arrive.
        </EmptyState>
      )}
      {sessions.length > 0 && (
        <section aria-labelledby="sessions" className="flex flex-col gap-4">
          <h2 id="sessions" className="text-h3">
            {sessions_count === 1 ? "One session to decide about" : `${sessions_count} sessions to decide about`}
          </h2>
          <ul className="flex flex-col gap-3">
            {sessions.map((problem) => (
              <ProblemRow key={problem.booking_id} problem={problem} zone={zone} />
            ))}
          </ul>
          {sessions_count > sessions.length && <p className="text-sm text-quiet">and {sessions_count - sessions.length} more, after these</p>}
        </section>
      )}
      {refunds.length > 0 && (
        <section aria-labelledby="refunds" className="flex flex-col gap-4">
          <h2 id="refunds" className="text-h3">
            {refunds_count === 1 ? "One refund that did not arrive" : `${refunds_count} refunds that did not arrive`}
          </h2>
          <FailedRefunds refunds={refunds} zone={zone} />
          {refunds_count > refunds.length && <p className="text-sm text-quiet">and {refunds_count - refunds.length} more, after these</p>}
        </section>
      )}
    </div>
  );
}
