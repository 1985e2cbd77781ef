import "server-only";
import type { Filter } from "mongodb";
import { listEnabledMarketIds } from "@/lib/markets/store";
import { findSponsored } from "@/lib/sponsorships/find-sponsored";
import { nextFreeTimes } from "./next-free-times";
import { relaxSearch, type Relaxed } from "./relax-search";
import type { TutorDocument } from "./schema";
import { decodeCursor, encodeCursor, type SearchCursor } from "./search-cursor";
import { searchFilter } from "./search-filter";
import type { CoachSearch } from "./search-params";
import { countTutors, findTutors, listTutorHours, listTutorsAfter } from "./store";
import { toCoachCard, type CoachCard } from "./view";

const page_size = 12;
const times_on_a_card = 3;

export interface CoachResults {
  coaches: (CoachCard & { next_times: string[]; is_sponsored: boolean })[];
  /** Of all pages. */
  total: number;
  next_cursor: string | null;
  /** What was left out of the search because nobody fitted all of it; null where somebody did. */
  relaxed: Relaxed | null;
}

/**
 * One page of coaches with their next free times. Any page costs the same, except that "soonest" looks at every coach's hours. With `promotes` false
 * nobody is sponsored: for places that cannot be bought.
 */
export async function searchCoaches({ search, promotes = true, now }: { search: CoachSearch; promotes?: boolean; now: Date }): Promise<CoachResults> {
  const markets = await listEnabledMarketIds();
  const count = (wanted: CoachSearch) => countTutors(searchFilter(wanted, markets));
  const found = await count(search);
  const { search: answered, relaxed, total } = found > 0 ? { search, relaxed: null, total: found } : await relaxSearch(search, count);

  const filter = searchFilter(answered, markets);
  const cursor = decodeCursor(search.cursor, { sort: search.sort, now });
  const sponsored = promotes && mayPromote(search, { cursor, relaxed }) ? await findSponsored({ filter, now }) : [];
  const page = search.sort === "soonest" ? await soonestPage({ filter, cursor, now }) : await keyedPage({ filter, sort: search.sort, cursor, sponsored, now });
  const times = await nextFreeTimes(page.tutors, { count: times_on_a_card, now });
  return {
    coaches: page.tutors.map((tutor) => ({
      ...toCoachCard(tutor),
      is_sponsored: sponsored.includes(tutor),
      next_times: (times.get(tutor._id) ?? []).map((start) => start.toISOString()),
    })),
    total,
    next_cursor: page.next && encodeCursor(page.next),
    relaxed,
  };
}

/**
 * Sponsored coaches stand above the first page of "best", which is our own judgement. Whoever sorts by price, rating or time has asked for that order and
 * gets it; and where nobody fitted the search there is nobody whom it could promote.
 */
function mayPromote({ sort }: CoachSearch, { cursor, relaxed }: { cursor: SearchCursor | null; relaxed: Relaxed | null }): boolean {
  return sort === "best" && !cursor && !relaxed;
}

interface Page {
  tutors: TutorDocument[];
  next: SearchCursor | null;
}

const orders = {
  best: { key: "rank", direction: -1 },
  rating: { key: "score", direction: -1 },
  price: { key: "price_approx_usd", direction: 1 },
} as const;

/**
 * Each page begins and ends at the places that it would have without sponsors: they are shown on top of the first page instead of in their own place,
 * wherever that is, and the cursor remembers them. So whoever reads to the end finds every coach once, and nobody is moved to another page.
 */
async function keyedPage(query: { filter: Filter<TutorDocument>; sort: keyof typeof orders; cursor: SearchCursor | null; sponsored: TutorDocument[]; now: Date }): Promise<Page> {
  const { filter, sort, cursor, sponsored, now } = query;
  const { key, direction } = orders[sort];
  const shown = cursor?.shown ?? sponsored.map(({ _id }) => _id);
  // More than a page says whether there is a next one: with somebody on it who was not shown yet.
  const found = await listTutorsAfter({ filter, key, direction, after: cursor, limit: page_size + shown.length + 1 });
  const isNew = ({ _id }: TutorDocument) => !shown.includes(_id);
  const places = found.slice(0, page_size);
  const last = places.at(-1);
  const next = last && found.slice(page_size).some(isNew) ? { sort, key: last[key], id: last._id, as_of: now.getTime(), shown } : null;
  return { tutors: [...sponsored, ...places.filter(isNew)], next };
}

/** Where a coach without any free time stands: behind all others. */
const never = 8_640_000_000_000_000;

async function soonestPage(query: { filter: Filter<TutorDocument>; cursor: SearchCursor | null; now: Date }): Promise<Page> {
  const { filter, cursor } = query;
  const as_of = cursor ? new Date(cursor.as_of) : query.now;
  const hours = await listTutorHours(filter);
  const first = await nextFreeTimes(hours, { count: 1, now: as_of });
  const rest = hours
    .map((tutor) => ({ id: tutor._id, key: first.get(tutor._id)?.[0]?.getTime() ?? never }))
    .sort((a, b) => a.key - b.key || (a.id < b.id ? -1 : 1))
    .filter((place) => !cursor || place.key > cursor.key || (place.key === cursor.key && place.id > cursor.id));
  const shown = rest.slice(0, page_size);
  const tutors = new Map((await findTutors(shown.map((place) => place.id))).map((tutor) => [tutor._id, tutor]));
  const last = shown.at(-1);
  return {
    tutors: shown.flatMap((place) => tutors.get(place.id) ?? []),
    next: rest.length > page_size && last ? { sort: "soonest", ...last, as_of: as_of.getTime() } : null,
  };
}
