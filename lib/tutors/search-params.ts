import { z } from "zod";
import { approximateUnitsPerUsd, enabledMarketIds, marketSeeds } from "@/lib/config/markets";
import { categories, categoryIds, modalities, type CategoryId, type Modality } from "./catalogue";

export const searchSorts = { best: "Best match", soonest: "Soonest", price: "Lowest price", rating: "Highest rating" } as const;
export type SearchSort = keyof typeof searchSorts;

/** A search as its URL says it; null means "any". Prices are minor units of `currency`, about. */
export interface CoachSearch {
  text: string | null;
  category: CategoryId | null;
  subject: string | null;
  price_min: number | null;
  price_max: number | null;
  currency: string;
  modality: Modality | null;
  /** The viewer's: a coach who meets in person is found in the same market only. */
  market_id: string;
  sort: SearchSort;
  cursor: string | null;
}

export type SearchParams = URLSearchParams | Record<string, string | string[] | undefined>;

/** Reads a search from a URL that anybody may have written: what makes no sense is dropped, never an error. */
export function coachSearchFromParams(params: SearchParams, viewer: { market_id?: string | null | undefined } = {}): CoachSearch {
  const given = params instanceof URLSearchParams ? Object.fromEntries(params) : params;
  const { market_id, currency, ...rest } = schema.parse(given);
  const market = market_id ?? enabledMarketIds.find((id) => id === viewer.market_id) ?? enabledMarketIds[0];
  const known = { ...rest, market_id: market, currency: currency ?? currencyOf(market) };
  const isUpsideDown = known.price_min !== null && known.price_max !== null && known.price_min > known.price_max;
  return isUpsideDown ? { ...known, price_min: known.price_max, price_max: known.price_min } : known;
}

/** The address of a search's results, changed as asked. Changing anything but the cursor goes back to the first page. */
export function coachSearchPath(search: CoachSearch, changes: Partial<CoachSearch> = {}): string {
  const { cursor, ...wanted } = { ...search, cursor: null, ...changes };
  const shown: Record<string, string | number | null> = {
    text: wanted.text,
    category: wanted.category,
    subject: wanted.subject,
    price_min: wanted.price_min,
    price_max: wanted.price_max,
    // A price means nothing without its currency, also for whom the link is passed on to.
    currency: wanted.price_min !== null || wanted.price_max !== null ? wanted.currency : null,
    modality: wanted.modality,
    sort: wanted.sort === "best" ? null : wanted.sort,
    cursor,
  };
  const params = new URLSearchParams();
  for (const [name, value] of Object.entries(shown)) if (value !== null) params.set(name, String(value));
  return params.size > 0 ? `/coaches?${params}` : "/coaches";
}

const allSubjects: ReadonlySet<string> = new Set(categoryIds.flatMap((id) => categories[id].subjects));

const one = z.string().trim().min(1).max(100);
const orNull = <T extends z.ZodType>(schema: T) => z.preprocess(firstOf, schema.nullable().catch(null));
const price = z.string().regex(/^\d{1,9}$/).transform(Number);

const schema = z.object({
  text: orNull(one),
  category: orNull(z.enum(categoryIds)),
  subject: orNull(one.refine((subject) => allSubjects.has(subject))),
  price_min: orNull(price),
  price_max: orNull(price),
  currency: orNull(z.string().toLowerCase().refine((currency) => Object.hasOwn(approximateUnitsPerUsd, currency))),
  modality: orNull(z.enum(Object.keys(modalities) as [Modality, ...Modality[]])),
  market_id: orNull(z.enum(enabledMarketIds)),
  sort: z.preprocess(firstOf, z.enum(Object.keys(searchSorts) as [SearchSort, ...SearchSort[]]).catch("best")),
  cursor: orNull(z.string().min(1).max(400)),
});

/** ?category=a&category=b: the first one counts. */
function firstOf(value: unknown): unknown {
  const first: unknown = Array.isArray(value) ? value[0] : value;
  return first === undefined || first === "" ? null : first;
}

function currencyOf(marketId: string): string {
  return marketSeeds.find((market) => market._id === marketId)?.currency ?? "usd";
}
