import type { Offer } from "@/lib/tutors/schema";

interface Prices {
  offers: readonly Offer[];
  default_duration_minutes: number;
}

/** The offers with this length at this price, or without it; cards show the same length as before while it is offered. */
export function withPrice({ offers, default_duration_minutes }: Prices, duration_minutes: number, price: number | null): { offers: Offer[]; default_duration_minutes: number } {
  const others = offers.filter((offer) => offer.duration_minutes !== duration_minutes);
  const next = price === null ? others : [...others, { duration_minutes, price }].toSorted((a, b) => a.duration_minutes - b.duration_minutes);
  const isDefaultOffered = next.some((offer) => offer.duration_minutes === default_duration_minutes);
  return { offers: next, default_duration_minutes: isDefaultOffered ? default_duration_minutes : (next[0]?.duration_minutes ?? default_duration_minutes) };
}

export function priceOf(offers: readonly Offer[], duration_minutes: number): number | null {
  return offers.find((offer) => offer.duration_minutes === duration_minutes)?.price ?? null;
}

/** What cards show; null while there is no price. */
export function shownOffer({ offers, default_duration_minutes }: Prices): Offer | null {
  return offers.find((offer) => offer.duration_minutes === default_duration_minutes) ?? offers[0] ?? null;
}
