import type { Metadata } from "next";
import { Suspense } from "react";
import { CoachResults } from "@/components/coaches/results/coach-results";
import { FilterBar } from "@/components/coaches/results/filter-bar";
import { getSessionUser } from "@/lib/auth/session";
import { clockNow } from "@/lib/clock/clock";
import { getViewerId, getViewerZone } from "@/lib/http/viewer";
import { track } from "@/lib/integrations/analytics/track";
import { noteSearch } from "@/lib/integrations/monitoring/business";
import { categories } from "@/lib/tutors/catalogue";
import { searchCoaches } from "@/lib/tutors/search";
import { coachSearchFromParams, coachSearchPath, type CoachSearch } from "@/lib/tutors/search-params";
import { ResultsSkeleton } from "./results-skeleton";

interface PageProps {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

export default async function CoachesPage({ searchParams }: PageProps) {
  const search = await readSearch(searchParams);
  const address = coachSearchPath(search, { cursor: search.cursor });
  return (
    <>
      <FilterBar search={search} />
      <Suspense key={address} fallback={<ResultsSkeleton />}>
        <Results search={search} />
      </Suspense>
    </>
  );
}

async function Results({ search }: { search: CoachSearch }) {
  const now = clockNow();
  const [{ zone }, results] = await Promise.all([getViewerZone(), searchCoaches({ search, now }), reportSearch(search)]);
  if (!search.cursor) noteSearch({ results: results.relaxed ? 0 : results.total });
  return (
    <div className="wrap flex flex-col gap-5 py-8">
      <CoachResults search={search} results={results} zone={zone} now={now} />
    </div>
  );
}

/** Turning a page is the same search. */
async function reportSearch(search: CoachSearch): Promise<void> {
  if (search.cursor) return;
  const filters = (["category", "subject", "price_min", "price_max", "modality"] as const).filter((name) => search[name] !== null);
  track("search_performed", await getViewerId(), { query: search.text ?? "", filters });
}

async function readSearch(searchParams: PageProps["searchParams"]): Promise<CoachSearch> {
  const user = await getSessionUser();
  return coachSearchFromParams(await searchParams, user ?? {});
}

export async function generateMetadata({ searchParams }: PageProps): Promise<Metadata> {
  const search = coachSearchFromParams(await searchParams);
  const what = search.subject ?? (search.category && categories[search.category].label);
  return {
    title: what ? `${what} coaches` : "Find a coach",
    description: `Compare ${what ? `${what} ` : ""}coaches by price, rating and the next free times, and book one in two clicks.`,
    alternates: { canonical: coachSearchPath({ ...search, text: null, price_min: null, price_max: null, modality: null, sort: "best" }) },
  };
}
