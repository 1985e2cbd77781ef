import { Badge } from "@/components/ui/badge";
import type { RecurringView } from "@/lib/jobs/read-jobs";
import { agoWords, durationWords, periodWords } from "./age-words";
import { DeedButton } from "./deed-button";

/** The schedule: when each ran last, how long it took and what it found. */
export function RecurringList({ jobs, readAt }: { jobs: RecurringView[]; readAt: string }) {
  return (
    <ul className="divide-y divide-hairline rounded-card border border-hairline bg-card">
      {jobs.map((job) => (
        <li key={job.name} className="flex flex-wrap items-start justify-between gap-x-6 gap-y-2 p-4 sm:px-6">
          <div className="min-w-0 flex-1 basis-64">
            <h3 className="flex flex-wrap items-center gap-2 font-sans text-base font-medium tracking-normal">
              {job.title}
              {job.failures > 0 && <Badge tone="danger">{job.failures === 1 ? "Failed" : `Failed ${job.failures} times`}</Badge>}
            </h3>
            <p className="figures text-sm text-quiet">{whenWords(job, readAt)}</p>
            {job.last_result && <p className={job.failures > 0 ? "text-sm break-words text-danger" : "text-sm text-quiet"}>{job.last_result}</p>}
          </div>
          {job.last_started_at && (
            <DeedButton path={`/api/admin/jobs/recurring/${job.name}/run`} done="It runs within seconds." variant={job.failures > 0 ? "primary" : "secondary"} size="small">
              Run now<span className="sr-only">: {job.title}</span>
            </DeedButton>
          )}
        </li>
      ))}
    </ul>
  );
}

function whenWords({ every_minutes, last_started_at, duration_ms }: RecurringView, readAt: string): string {
  const period = periodWords(every_minutes);
  if (!last_started_at) return `${capital(period)} · has not run yet`;
  const took = duration_ms === null ? "" : `, took ${durationWords(duration_ms)}`;
  return `${capital(period)} · last ${agoWords(last_started_at, readAt)}${took}`;
}

function capital(words: string): string {
  return words.slice(0, 1).toUpperCase() + words.slice(1);
}
