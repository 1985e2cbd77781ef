import { policy } from "@/lib/config/policy";

/** Five imagined reviews of 4.6: one perfect review shall not outrank fifty that are nearly so. */
const prior = { mean: 4.6, weight: 5 };

export interface Ratings {
  rating_sum: number;
  rating_count: number;
}

/** The Bayesian mean of the public ratings, to two digits; the prior alone for a coach without any. */
export function rankOf({ rating_sum, rating_count }: Ratings): number {
  return Math.round(((prior.mean * prior.weight + rating_sum) / (prior.weight + rating_count)) * 100) / 100;
}

/** The same mean where there are enough reviews to show one, else 0: "New coach". */
export function scoreOf(ratings: Ratings): number {
  return ratings.rating_count < policy.reviews_before_score ? 0 : rankOf(ratings);
}
