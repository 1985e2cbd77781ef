import { ExternalLink, FileText } from "lucide-react";
import type { Metadata } from "next";
import Link from "next/link";
import { notFound } from "next/navigation";
import { Checklist } from "@/components/admin/checklist";
import { DecisionForm } from "@/components/admin/decision-form";
import { Differences } from "@/components/admin/differences";
import { FutureSessions } from "@/components/admin/future-sessions";
import { History } from "@/components/admin/history";
import { Suspension } from "@/components/admin/suspension";
import { tutorStatusWords } from "@/components/admin/status-words";
import { WaitingBadge } from "@/components/admin/waiting-badge";
import { PortfolioGrid } from "@/components/coaches/profile/portfolio-grid";
import { ProfileHeading } from "@/components/coaches/profile/profile-heading";
import { ProfileText } from "@/components/coaches/profile/profile-text";
import { Badge } from "@/components/ui/badge";
import { Card } from "@/components/ui/card";
import { requireRole } from "@/lib/auth/session";
import { readFutureSessions } from "@/lib/bookings/read-future-sessions";
import { clockNow } from "@/lib/clock/clock";
import { AppError } from "@/lib/core/errors";
import { firstName } from "@/lib/core/name";
import { getViewerZone } from "@/lib/http/viewer";
import { readReview } from "@/lib/tutors/read-review";

export const metadata: Metadata = { title: "A coach to decide about", robots: { index: false } };

/** The profile as it will look on the left; on the right what there is to check, and the decision. */
export default async function ReviewPage({ params }: { params: Promise<{ tutor_id: string }> }) {
  const { tutor_id } = await params;
  await requireRole("admin", { next: `/admin/approvals/${tutor_id}` });
  const now = clockNow();
  const review = await readReview(tutor_id, now).catch((error: unknown) => (error instanceof AppError && error.code === "not_found" ? notFound() : Promise.reject(error)));
  const [future, { zone }] = await Promise.all([readFutureSessions(tutor_id, now), getViewerZone()]);
  const { profile } = review;
  const called = firstName(profile.name);
  const isUp = review.status === "approved" || review.status === "suspended";
  return (
    <div className="grid items-start gap-10 lg:grid-cols-[minmax(0,1fr)_24rem] lg:gap-14">
      <div className="flex min-w-0 flex-col gap-10">
        {review.differences.length > 0 && (
          <section aria-labelledby="differences" className="flex flex-col gap-4">
            <h2 id="differences" className="text-h3">
              The proposed change
            </h2>
            <Differences differences={review.differences} />
          </section>
        )}
        <ProfileHeading coach={profile} />
        <ProfileText coach={profile} />
        <PortfolioGrid pictures={profile.portfolio} />
        {isUp && (
          <section aria-labelledby="sessions" className="flex flex-col gap-4">
            <h2 id="sessions" className="text-h3">
              Booked sessions
            </h2>
            <FutureSessions tutor_id={tutor_id} count={future.count} sessions={future.sessions} zone={zone} canCancel={review.status === "suspended"} />
          </section>
        )}
        <section aria-labelledby="history" className="flex flex-col gap-4">
          <h2 id="history" className="text-h3">
            What was decided
          </h2>
          <History history={review.history} zone={zone} />
        </section>
      </div>
      <aside aria-label="The decision" className="flex flex-col gap-4 max-lg:order-first lg:sticky lg:top-6">
        <Card className="flex flex-col gap-4">
          <div className="flex flex-wrap items-center gap-2">
            <Badge tone={tutorStatusWords[review.status].tone}>{tutorStatusWords[review.status].word}</Badge>
            {review.waiting && <WaitingBadge waiting={review.waiting} />}
          </div>
          <Checklist review={review} />
          {review.documents.length > 0 && (
            <div>
              <h2 className="mb-2 text-h4">Documents</h2>
              <ul className="flex flex-col gap-1">
                {review.documents.map(({ public_id, filename }) => (
                  <li key={public_id}>
                    <a href={`/api/images/${public_id}`} className="inline-flex items-center gap-2 underline underline-offset-4 hover:text-brand">
                      <FileText aria-hidden="true" className="size-4 shrink-0" />
                      <span className="break-all">{filename}</span>
                    </a>
                  </li>
                ))}
              </ul>
            </div>
          )}
          {review.waiting && <DecisionForm key={review.revision} review={review} firstName={called} />}
          {isUp && <Suspension key={review.status} review={review} firstName={called} />}
          {review.status === "approved" && (
            <Link href={`/coaches/${profile.slug}`} className="inline-flex items-center gap-1.5 text-brand underline underline-offset-4">
              The public page
              <ExternalLink aria-hidden="true" className="size-4" />
            </Link>
          )}
        </Card>
      </aside>
    </div>
  );
}
