import { approximateUsdCents } from "@/lib/markets/approximate";
import { rankOf, scoreOf } from "@/lib/reviews/rules";
import type { TutorDocument } from "./schema";
import { searchTermsOf } from "./search-terms";

type Derived = "price_from" | "price_approx_usd" | "score" | "rank" | "search_terms";

/** The document with everything that follows from the rest of it; whoever writes a coach writes through here. */
export function withDerivedFields(tutor: Omit<TutorDocument, Derived>): TutorDocument {
  const shown = tutor.offers.find((offer) => offer.duration_minutes === tutor.default_duration_minutes) ?? tutor.offers[0];
  const price_from = shown?.price ?? 0;
  return {
    ...tutor,
    price_from,
    price_approx_usd: approximateUsdCents({ amount: price_from, currency: tutor.currency }) ?? 0,
    score: scoreOf(tutor),
    rank: rankOf(tutor),
    search_terms: searchTermsOf(tutor),
  };
}
