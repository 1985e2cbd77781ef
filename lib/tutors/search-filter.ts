import type { Filter } from "mongodb";
import { approximateUsdCents } from "@/lib/markets/approximate";
import type { TutorDocument } from "./schema";
import type { CoachSearch } from "./search-params";
import { foldWords } from "./search-terms";

/** More words than anybody types; each is one more condition. */
const words_limit = 8;

/** Whom a stranger may see at all. */
export const isVisible = { status: "approved", is_published: true } as const;

export function searchFilter(search: CoachSearch, enabledMarketIds: string[]): Filter<TutorDocument> {
  const conditions: Filter<TutorDocument>[] = [
    { ...isVisible, market_id: { $in: enabledMarketIds } },
    { $or: [{ modality: { $ne: "in_person" } }, { market_id: search.market_id }] },
  ];
  conditions.push(...saysWords(search.text));
  if (search.category) conditions.push({ categories: search.category });
  if (search.subject) conditions.push({ subjects: search.subject });
  if (search.modality === "online") conditions.push({ modality: { $in: ["online", "hybrid"] } });
  // Meeting a coach of another country in person is no offer, whatever the coach does at home.
  if (search.modality === "in_person") conditions.push({ modality: { $in: ["in_person", "hybrid"] }, market_id: search.market_id });
  if (search.modality === "hybrid") conditions.push({ modality: "hybrid", market_id: search.market_id });
  const lowest = inUsdCents(search.price_min, search.currency);
  const highest = inUsdCents(search.price_max, search.currency);
  if (lowest !== null) conditions.push({ price_approx_usd: { $gte: lowest } });
  if (highest !== null) conditions.push({ price_approx_usd: { $lte: highest } });
  return { $and: conditions };
}

/** Each word of the text begins one of the coach's words. */
export function saysWords(text: string | null | undefined): Filter<TutorDocument>[] {
  return foldWords(text ?? "")
    .slice(0, words_limit)
    .map((word) => ({ search_terms: beginsWith(word) }));
}

/** One element of the array lies in the range; without $elemMatch two different elements would do. */
function beginsWith(word: string) {
  return { $elemMatch: { $gte: word, $lt: `${word}\uffff` } };
}

function inUsdCents(amount: number | null, currency: string): number | null {
  return amount === null ? null : approximateUsdCents({ amount, currency });
}
