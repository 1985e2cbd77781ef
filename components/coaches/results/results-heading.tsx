import { ChevronDown } from "lucide-react";
import { coachSearchPath, searchSorts, type CoachSearch, type SearchSort } from "@/lib/tutors/search-params";
import { categories, categoryIds } from "@/lib/tutors/catalogue";
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
        <h1 className="figures text-h3 sm:text-[1.75rem]">{isRelaxed ? `${total} ${total === 1 ? "coach" : "coaches"}` : headline(search, total)}</h1>
        <p className="text-sm text-quiet">Times shown in {zoneName}</p>
      </div>
      <SortMenu search={search} />
    </div>
  );
}

/** "42 piano coaches" for what we teach; whatever else was typed is quoted as it stands. */
function headline(search: CoachSearch, total: number): string {
  const noun = total === 1 ? "coach" : "coaches";
  const what = search.subject ?? subjectNamed(search.text) ?? (search.text ? null : search.category && categories[search.category].label);
  if (what) return `${total} ${inSentence(what)} ${noun}`;
  return search.text ? `${total} ${noun} for “${search.text}”` : `${total} ${noun}`;
}

function subjectNamed(text: string | null): string | undefined {
  return categoryIds.flatMap((id) => categories[id].subjects).find((subject) => subject.toLowerCase() === text?.toLowerCase());
}

/** "Piano" reads as a word in the middle of a sentence; "SAT/ACT" stays as it is. */
function inSentence(what: string): string {
  return what.replace(/\b[A-Z][a-z]+/g, (word) => word.toLowerCase());
}

function SortMenu({ search }: { search: CoachSearch }) {
  return (
    <details key={search.sort} name="filter" className="group relative -my-2 -mr-2 text-sm max-sm:-ml-2">
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
