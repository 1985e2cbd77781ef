import { SearchX } from "lucide-react";
import { EmptyState } from "@/components/ui/empty-state";
import { LinkButton } from "@/components/ui/link-button";
import { Alert } from "@/components/ui/alert";
import { zoneLabel } from "@/lib/core/format-time";
import { coachSearchPath, type CoachSearch } from "@/lib/tutors/search-params";
import type { CoachResults as Results } from "@/lib/tutors/search";
import { CoachCard } from "../coach-card";
import { ResultsHeading } from "./results-heading";

interface CoachResultsProps {
  search: CoachSearch;
  results: Results;
  zone: string;
  now: Date;
}

export function CoachResults({ search, results, zone, now }: CoachResultsProps) {
  const { coaches, total, next_cursor, relaxed } = results;
  if (coaches.length === 0) return <NobodyFound search={search} />;
  return (
    <>
      <ResultsHeading search={search} total={total} isRelaxed={relaxed !== null} zoneName={zoneLabel(zone, now)} />
      {relaxed && <Alert isNews={false}>Nobody fits all of it. These coaches fit without {relaxed.label}.</Alert>}
      <div className="flex flex-col gap-4">
        {coaches.map((coach, index) => (
          <CoachCard key={coach.id} coach={coach} zone={zone} now={now} isFirstSeen={index < 3} isFirst={index === 0} />
        ))}
      </div>
      {coaches.some(({ is_sponsored }) => is_sponsored) && <p className="text-sm text-quiet">Sponsored coaches pay for their place. They fit your search like everybody else here.</p>}
      <div className="flex flex-wrap justify-center gap-3 pt-2">
        {search.cursor && (
          <LinkButton href={coachSearchPath(search)} variant="quiet">
            Back to the first coaches
          </LinkButton>
        )}
        {next_cursor && (
          <LinkButton href={coachSearchPath(search, { cursor: next_cursor })} variant="secondary">
            Show more coaches
          </LinkButton>
        )}
      </div>
    </>
  );
}

function NobodyFound({ search }: { search: CoachSearch }) {
  if (search.cursor) {
    return (
      <EmptyState icon={SearchX} title="That was the last page" action={<LinkButton href={coachSearchPath(search)}>Back to the first coaches</LinkButton>}>
        <p>There are no more coaches behind this one.</p>
      </EmptyState>
    );
  }
  return (
    <EmptyState icon={SearchX} title="No coaches yet" action={<LinkButton href="/for-coaches">Become a coach</LinkButton>}>
      <p>Nobody teaches here at the moment, whatever the filters say. New coaches appear as soon as they are approved.</p>
    </EmptyState>
  );
}
