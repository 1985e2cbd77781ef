import type { Availability } from "@/lib/availability/schema";
import type { CancellationPreset } from "@/lib/config/policy";
import type { CategoryId, LevelId, Modality, ReviewReasonId, TutorStatus } from "./catalogue";

export interface PortfolioPicture {
  public_id: string;
  url: string;
  width: number;
  height: number;
  /** What is to be seen, for those who do not see it. */
  alt: string;
}

/** A PDF that shows what the coach has learnt; seen by the coach and by admins only. */
export interface CredentialFile {
  public_id: string;
  filename: string;
  bytes: number;
  uploaded_at: Date;
}

/** What an admin decided last; all decisions are in `audit_log`. */
export interface Decision {
  outcome: "approved" | "changes_requested" | "rejected" | "suspended" | "reinstated" | "proposal_declined";
  reasons: ReviewReasonId[];
  note: string | null;
  decided_by: string;
  decided_at: Date;
}

/** An approved coach's new name, credentials, categories or subjects: the old ones stay up until an admin agrees. */
export interface Proposal {
  name?: string;
  credentials_line?: string | null;
  categories?: CategoryId[];
  subjects?: string[];
  submitted_at: Date;
}

/** A length that the coach sells and its price in minor units of the coach's market. */
export interface Offer {
  duration_minutes: number;
  price: number;
}

/**
 * Also a draft is a whole document: what is not filled in yet is "" or [] or null, and `missingParts` (rules.ts) lists it.
 * Nobody but the coach and admins sees one that is not approved and published.
 */
export interface TutorDocument {
  _id: string;
  user_id: string;
  /** The public address: /coaches/{slug}. */
  slug: string;
  name: string;
  headline: string;
  bio: string;
  portrait_url: string | null;
  /** The uploaded picture behind `portrait_url`. */
  portrait_public_id: string | null;
  portfolio: PortfolioPicture[];
  documents: CredentialFile[];
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
  /** A first session at another price, once for each client. */
  trial: Offer | null;
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
  submitted_at: Date | null;
  decision: Decision | null;
  proposal: Proposal | null;
  /** Counts the writes: a change is computed from the document that it replaces, or computed again (store.ts, changeTutor). */
  revision: number;
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
