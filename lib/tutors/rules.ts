import type { Availability } from "@/lib/availability/schema";
import { policy } from "@/lib/config/policy";
import { approximateUsdCents } from "@/lib/markets/approximate";
import { rankOf, scoreOf } from "@/lib/reviews/rules";
import { categories, type CategoryId, type TutorStatus } from "./catalogue";
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

/** The life cycle as data: what is done to a profile, from which states, and where it leads. */
export const tutorMoves = {
  submit: { from: ["draft", "changes_requested", "rejected"], to: "submitted" },
  approve: { from: ["submitted"], to: "approved" },
  request_changes: { from: ["submitted"], to: "changes_requested" },
  reject: { from: ["submitted"], to: "rejected" },
  suspend: { from: ["approved"], to: "suspended" },
  reinstate: { from: ["suspended"], to: "approved" },
} as const satisfies Record<string, { from: readonly TutorStatus[]; to: TutorStatus }>;

export type TutorMove = keyof typeof tutorMoves;

export function canMove(move: TutorMove, status: TutorStatus): boolean {
  return (tutorMoves[move].from as readonly TutorStatus[]).includes(status);
}

/** The seven steps of setting a profile up, in order. */
export const onboardingSteps = ["about", "teaching", "price", "hours", "policy", "pictures", "check"] as const;
export type OnboardingStep = (typeof onboardingSteps)[number];

export type ProfilePart = "photo" | "headline" | "bio" | "category" | "subject" | "place" | "price" | "weekly_hours" | "cancellation_preset" | "address";

export interface MissingPart {
  part: ProfilePart;
  /** Where it is filled in; the address is confirmed from the mail, and said at the last step. */
  step: OnboardingStep;
  sentence: string;
}

export type ProfileParts = Pick<
  TutorDocument,
  "portrait_url" | "headline" | "bio" | "categories" | "subjects" | "modality" | "place" | "offers" | "default_duration_minutes" | "cancellation_preset"
> & { availability: Pick<Availability, "weekly_hours"> };

/** What still has to be there before the profile can be checked, in the order of the steps; nothing left means it can be submitted. */
export function missingParts(tutor: ProfileParts, person: { email_verified: boolean }): MissingPart[] {
  return requirements.filter(({ isThere }) => !isThere(tutor, person)).map(({ part, step, sentence }) => ({ part, step, sentence }));
}

interface Requirement extends MissingPart {
  isThere: (tutor: ProfileParts, person: { email_verified: boolean }) => boolean;
}

const hoursNeeded = policy.weekly_minutes_before_submitting / 60;

const requirements: Requirement[] = [
  { part: "headline", step: "about", sentence: "Write a headline that says what you teach.", isThere: ({ headline }) => headline.trim() !== "" },
  {
    part: "bio",
    step: "about",
    sentence: `Write at least ${policy.bio_min_characters} characters about you and how you teach.`,
    isThere: ({ bio }) => bio.trim().length >= policy.bio_min_characters,
  },
  { part: "category", step: "teaching", sentence: "Choose a category.", isThere: ({ categories }) => categories.length > 0 },
  { part: "subject", step: "teaching", sentence: "Choose a subject that you teach.", isThere: ({ subjects }) => subjects.length > 0 },
  {
    part: "place",
    step: "teaching",
    sentence: "Say where you meet for a session in person.",
    isThere: ({ modality, place }) => modality === "online" || (place ?? "").trim() !== "",
  },
  {
    part: "price",
    step: "price",
    sentence: "Set a price for at least one length.",
    isThere: ({ offers, default_duration_minutes }) => offers.some((offer) => offer.price > 0 && offer.duration_minutes === default_duration_minutes),
  },
  {
    part: "weekly_hours",
    step: "hours",
    sentence: `Open at least ${hoursNeeded} hours a week.`,
    isThere: ({ availability }) => weeklyMinutes(availability) >= policy.weekly_minutes_before_submitting,
  },
  { part: "cancellation_preset", step: "policy", sentence: "Choose what a cancellation gives back.", isThere: ({ cancellation_preset }) => Boolean(cancellation_preset) },
  { part: "photo", step: "pictures", sentence: "Add a photo of your face.", isThere: ({ portrait_url }) => portrait_url !== null },
  { part: "address", step: "check", sentence: "Confirm your address: the link is in the mail that we sent you.", isThere: (_tutor, { email_verified }) => email_verified },
];

export function weeklyMinutes({ weekly_hours }: Pick<Availability, "weekly_hours">): number {
  return weekly_hours.reduce((sum, { start_minute, end_minute }) => sum + end_minute - start_minute, 0);
}

/** The subjects that none of the categories has. */
export function foreignSubjects({ subjects, categories: chosen }: { subjects: readonly string[]; categories: readonly CategoryId[] }): string[] {
  const known = new Set<string>(chosen.flatMap((id) => categories[id].subjects));
  return subjects.filter((subject) => !known.has(subject));
}
