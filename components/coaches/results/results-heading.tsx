import { ChevronDown } from "lucide-react";
import { coachSearchPath, searchSorts, type CoachSearch, type SearchSort } from "@/lib/tutors/search-params";
import { categories } from "@/lib/tutors/catalogue";
import { ChoiceLinks } from "./choice-links";

interface ResultsHeadingProps {
  search: CoachSearch;
  total: number;
  /** True where the search was loosened: then the headline must not claim what was asked for. */
  isRelaxed: boolean;
  zoneName: string;
}

export function ResultsHeading({ search, total, isRelaxed, zoneName }: ResultsHeadingProps) {
  return (
    <div className="flex flex-wrap items-baseline justify-between gap-x-6 gap-y-1">
      <div className="flex flex-wrap items-baseline gap-x-4 gap-y-1">
        <h1 className="figures text-h3 sm:text-[1.75rem]">{isRelaxed ? headline(null, total) : headline(wanted(search), total)}</h1>
        <p className="text-sm text-quiet">Times shown in {zoneName}</p>
      </div>
      <SortMenu search={search} />
    </div>
  );
}

function wanted(search: CoachSearch): string | null {
  return search.subject ?? search.text ?? (search.category && categories[search.category].label);
}

function headline(what: string | null, total: number): string {
  return [total, what && keepCapitals(what), total === 1 ? "coach" : "coaches"].filter((word) => word !== null).join(" ");
}

/** "Piano" reads as a word in the middle of a sentence; "SAT/ACT" stays as it is. */
function keepCapitals(what: string): string {
  return what.replace(/\b[A-Z][a-z]+/g, (word) => word.toLowerCase());
}

function SortMenu({ search }: { search: CoachSearch }) {
  return (
    <details key={search.sort} name="filter" className="group relative -my-2 -mr-2 text-sm">
      <summary className="flex min-h-11 items-center gap-1 rounded-control px-2 hover:text-brand">
        Sort: <strong className="font-semibold">{searchSorts[search.sort].toLowerCase()}</strong>
        <ChevronDown aria-hidden="true" className="size-3.5" />
      </summary>
      <div className="absolute top-full right-0 z-20 w-48 rounded-card border border-hairline bg-card p-2 shadow-float group-open:rise max-sm:right-auto max-sm:left-0">
        <ChoiceLinks
          choices={(Object.keys(searchSorts) as SearchSort[]).map((sort) => ({
            label: searchSorts[sort],
            href: coachSearchPath(search, { sort }),
            isCurrent: sort === search.sort,
          }))}
        />
      </div>
    </details>
  );
}
