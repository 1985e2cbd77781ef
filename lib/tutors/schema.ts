import type { Availability } from "@/lib/availability/schema";
import type { CancellationPreset } from "@/lib/config/policy";
import type { CategoryId, LevelId, Modality, TutorStatus } from "./catalogue";

/** A length that the coach sells and its price in minor units of the coach's market. */
export interface Offer {
  duration_minutes: number;
  price: number;
}

export interface TutorDocument {
  _id: string;
  user_id: string;
  /** The public address: /coaches/{slug}. */
  slug: string;
  name: string;
  headline: string;
  bio: string;
  portrait_url: string | null;
  categories: CategoryId[];
  subjects: string[];
  levels: LevelId[];
  languages: string[];
  modality: Modality;
  /** Where an in-person session takes place, as the coach words it. */
  place: string | null;
  credentials_line: string | null;
  market_id: string;
  /** The currency of the market, copied so that a price is never read without it. */
  currency: string;
  /** Sorted by length, the default one (what a card shows) first in `default_duration_minutes`. */
  offers: Offer[];
  default_duration_minutes: number;
  /** The default offer's price: what a card shows. */
  price_from: number;
  /** `price_from` in US cents at the approximate rates of lib/config/markets.ts: sorts and filters across currencies only. */
  price_approx_usd: number;
  availability: Availability;
  cancellation_preset: CancellationPreset;
  /** Shown to the two parties of a booking only. */
  meeting_url: string | null;
  status: TutorStatus;
  is_published: boolean;
  rating_sum: number;
  rating_count: number;
  sessions_completed: number;
  /** What strangers see and sort by as the rating: a Bayesian mean, 0 while there are too few public reviews to say. */
  score: number;
  /** Sorts results "best": as `score`, but a new coach stands at the mean of all instead of at the end. */
  rank: number;
  /** Folded words of name, headline, subjects and categories; each word of a search must begin one of them. */
  search_terms: string[];
  created_at: Date;
  updated_at: Date;
}
