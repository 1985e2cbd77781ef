import type { Metadata } from "next";
import Link from "next/link";
import { notFound } from "next/navigation";
import { ProblemDecisionForm } from "@/components/admin/problem-decision-form";
import { problemTitle } from "@/components/admin/problem-words";
import { ProblemReports } from "@/components/admin/problem-reports";
import { Badge } from "@/components/ui/badge";
import { Card } from "@/components/ui/card";
import { requireRole } from "@/lib/auth/session";
import { readProblem } from "@/lib/bookings/read-problems";
import { clockNow } from "@/lib/clock/clock";
import { AppError } from "@/lib/core/errors";
import { formatRange, zoneLabel } from "@/lib/core/format-time";
import { formatMoney } from "@/lib/core/money";
import { getViewerZone } from "@/lib/http/viewer";

export const metadata: Metadata = { title: "A session to decide about", robots: { index: false } };

/** What both sides said on the left, the decision on the right. */
export default async function ProblemPage({ params }: { params: Promise<{ booking_id: string }> }) {
  const { booking_id } = await params;
  await requireRole("admin", { next: `/admin/problems/${booking_id}` });
  const problem = await readProblem(booking_id, clockNow()).catch((error: unknown) => (error instanceof AppError && error.code === "not_found" ? notFound() : Promise.reject(error)));
  const { zone } = await getViewerZone();
  const range = { starts_at: new Date(problem.starts_at), ends_at: new Date(problem.ends_at) };
  const isOpen = problem.status === "disputed" && !problem.decision;
  return (
    <div className="grid items-start gap-10 lg:grid-cols-[minmax(0,1fr)_24rem] lg:gap-14">
      <div className="flex min-w-0 flex-col gap-8">
        <div>
          <Badge tone={isOpen ? "warning" : "neutral"}>{isOpen ? "To decide" : problem.decision ? "Decided" : "Not contested"}</Badge>
          <h1 className="mt-3 text-h2">{problemTitle(problem)}</h1>
          <p className="figures mt-2 text-quiet">
            {problem.subject}, {problem.duration_minutes} minutes: {formatRange(range, zone)} {zoneLabel(zone, range.starts_at)}
          </p>
        </div>
        <ProblemReports problem={problem} zone={zone} />
        <Card className="figures flex flex-col gap-3">
          <h2 className="text-h4">Who and how much</h2>
          <dl className="grid grid-cols-[6rem_1fr] gap-y-2">
            <dt className="text-quiet">Client</dt>
            <dd className="min-w-0 break-words">
              {problem.client.name}
              {problem.client.email && <span className="block text-sm text-quiet">{problem.client.email}</span>}
            </dd>
            <dt className="text-quiet">Coach</dt>
            <dd className="min-w-0 break-words">
              <Link href={`/admin/approvals/${problem.coach.tutor_id}`} className="link">
                {problem.coach.name}
              </Link>
              {problem.coach.email && <span className="block text-sm text-quiet">{problem.coach.email}</span>}
            </dd>
            <dt className="text-quiet">Paid</dt>
            <dd>
              {formatMoney(problem.price)}
              <Link href={`/admin/money/${problem.booking_id}`} className="link ml-3 text-sm">
                See its money
              </Link>
            </dd>
            {problem.refunds.map((refund, i) => (
              <div key={i} className="contents">
                <dt className="text-quiet">Refund</dt>
                <dd>
                  {formatMoney(refund.amount)}, {refund.status}
                </dd>
              </div>
            ))}
          </dl>
        </Card>
      </div>
      {isOpen && (
        <aside aria-label="The decision" className="lg:sticky lg:top-6">
          <Card isFloating>
            <ProblemDecisionForm problem={problem} />
          </Card>
        </aside>
      )}
    </div>
  );
}
