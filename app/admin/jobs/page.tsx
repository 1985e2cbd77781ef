import { CircleCheck } from "lucide-react";
import type { Metadata } from "next";
import { ageWords } from "@/components/admin/jobs/age-words";
import { AutoRefresh } from "@/components/admin/jobs/auto-refresh";
import { DeadLetters } from "@/components/admin/jobs/dead-letters";
import { DeedButton } from "@/components/admin/jobs/deed-button";
import { LaneList } from "@/components/admin/jobs/lane-list";
import { RecurringList } from "@/components/admin/jobs/recurring-list";
import { ThroughputChart } from "@/components/admin/jobs/throughput-chart";
import { PageHeading } from "@/components/layout/page-heading";
import { Alert } from "@/components/ui/alert";
import { EmptyState } from "@/components/ui/empty-state";
import { requireRole } from "@/lib/auth/session";
import { clockNow } from "@/lib/clock/clock";
import { getViewerZone } from "@/lib/http/viewer";
import { readJobs } from "@/lib/jobs/read-jobs";

export const metadata: Metadata = { title: "Jobs", robots: { index: false } };

/** What MaestroHub does later: what waits, what was given up, and who is at work. */
export default async function JobsPage() {
  await requireRole("admin", { next: "/admin/jobs" });
  const [view, { zone }] = await Promise.all([readJobs(clockNow()), getViewerZone()]);
  return (
    <div className="flex flex-col gap-12">
      <div className="flex flex-wrap items-end justify-between gap-4">
        <PageHeading title="Jobs">Mails, refunds, news of payments and everything else that happens after the answer has gone out.</PageHeading>
        <AutoRefresh readAt={view.read_at} zone={zone} />
      </div>
      {!view.is_attended && (
        <Alert tone="danger" title="Nobody is at work" isNews={false}>
          <p>No worker has looked for three minutes, so nothing below moves: mails and refunds wait. Start one (WORKER=on, or npm run worker), or have a timer call /api/cron/tick.</p>
          <DeedButton path="/api/admin/jobs/tick" done="What was due is done, as far as it could be." className="mt-3" size="small">
            Do now what is due
          </DeedButton>
        </Alert>
      )}
      <dl className="grid grid-cols-2 gap-4 lg:grid-cols-4">
        <Figure name="Due now" figure={view.due} aside={view.oldest_minutes === null ? "Nothing waits" : `The oldest for ${ageWords(view.oldest_minutes)}`} />
        <Figure name="Later" figure={view.planned} aside="Planned, in hand or to be tried again" />
        <Figure name="Given up" figure={view.failed} aside={view.failed === 0 ? "Everything went through" : "Each with its cause, below"} isRed={view.failed > 0} />
        <Figure name="Done in the last hour" figure={view.throughput.minutes.reduce((sum, count) => sum + count, 0)} aside={perMinute(view.throughput.minutes)} />
      </dl>
      <section aria-labelledby="given-up" className="flex flex-col gap-4">
        <h2 id="given-up" className="text-h3">
          Given up
        </h2>
        {view.dead_letters.length === 0 ? (
          <EmptyState icon={CircleCheck} title="Nothing was given up">
            What cannot be done after three days of trying stands here, with its cause and a button.
          </EmptyState>
        ) : (
          <DeadLetters groups={view.dead_letters} zone={zone} />
        )}
      </section>
      <section aria-labelledby="lanes" className="flex flex-col gap-4">
        <h2 id="lanes" className="text-h3">
          By provider
        </h2>
        <LaneList lanes={view.lanes} readAt={view.read_at} zone={zone} />
      </section>
      <section aria-labelledby="throughput" className="flex flex-col gap-4">
        <h2 id="throughput" className="text-h3">
          Done
        </h2>
        <div className="grid gap-6 lg:grid-cols-2">
          <ThroughputChart title="In the last hour, by minute" counts={view.throughput.minutes} ends={["an hour ago", "now"]} unit="minute" />
          <ThroughputChart title="In the last day, by hour" counts={view.throughput.hours} ends={["a day ago", "now"]} unit="hour" />
        </div>
      </section>
      <section aria-labelledby="recurring" className="flex flex-col gap-4">
        <h2 id="recurring" className="text-h3">
          Again and again
        </h2>
        <RecurringList jobs={view.recurring} readAt={view.read_at} />
      </section>
    </div>
  );
}

function Figure({ name, figure, aside, isRed = false }: { name: string; figure: number; aside: string; isRed?: boolean }) {
  return (
    <div className="flex flex-col-reverse justify-end rounded-card border border-hairline bg-card p-4 sm:p-6">
      <dt>
        <span className="font-medium">{name}</span>
        <span className={isRed ? "mt-1 block text-sm text-danger" : "mt-1 block text-sm text-quiet"}>{aside}</span>
      </dt>
      <dd className={isRed ? "figures font-display text-h2 text-danger" : "figures font-display text-h2"}>{figure.toLocaleString("en-US")}</dd>
    </div>
  );
}

function perMinute(minutes: number[]): string {
  const most = Math.max(...minutes);
  return most === 0 ? "Nothing was" : `At most ${most} in a minute`;
}
