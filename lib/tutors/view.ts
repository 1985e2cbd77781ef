import type { CancellationPreset } from "@/lib/config/policy";
import type { CategoryId, LevelId, Modality } from "./catalogue";
import type { Offer, PortfolioPicture, TutorDocument } from "./schema";
import { policy } from "@/lib/config/policy";

/** What a stranger may see of a coach on a card. */
export interface CoachCard {
  id: string;
  slug: string;
  name: string;
  headline: string;
  portrait_url: string | null;
  categories: CategoryId[];
  subjects: string[];
  languages: string[];
  modality: Modality;
  timezone: string;
  currency: string;
  offers: Offer[];
  default_duration_minutes: number;
  price_from: number;
  cancellation_preset: CancellationPreset;
  /** null means "New coach": too few reviews to say. */
  rating: { score: number; count: number } | null;
}

export interface CoachProfile extends CoachCard {
  bio: string;
  levels: LevelId[];
  place: string | null;
  credentials_line: string | null;
  sessions_completed: number;
  portfolio: PortfolioPicture[];
  trial: Offer | null;
}

export function toCoachCard(tutor: TutorDocument): CoachCard {
  return {
    id: tutor._id,
    slug: tutor.slug,
    name: tutor.name,
    headline: tutor.headline,
    portrait_url: tutor.portrait_url,
    categories: tutor.categories,
    subjects: tutor.subjects,
    languages: tutor.languages,
    modality: tutor.modality,
    timezone: tutor.availability.timezone,
    currency: tutor.currency,
    offers: tutor.offers,
    default_duration_minutes: tutor.default_duration_minutes,
    price_from: tutor.price_from,
    cancellation_preset: tutor.cancellation_preset,
    rating: publicRating(tutor),
  };
}

export function toCoachProfile(tutor: TutorDocument): CoachProfile {
  return {
    ...toCoachCard(tutor),
    bio: tutor.bio,
    levels: tutor.levels,
    place: tutor.place,
    credentials_line: tutor.credentials_line,
    sessions_completed: tutor.sessions_completed,
    portfolio: tutor.portfolio,
    trial: tutor.trial,
  };
}

function publicRating(tutor: TutorDocument): CoachCard["rating"] {
  if (tutor.rating_count < policy.reviews_before_score) return null;
  return { score: tutor.score, count: tutor.rating_count };
}
