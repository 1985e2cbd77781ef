import { AppError } from "@/lib/core/errors";
import { formatMoney } from "@/lib/core/money";
import type { MarketDocument } from "@/lib/markets/schema";
import type { ProfileChange } from "./profile-schema";
import { proposalFor, reviewedFields, withProposal, type ReviewedValues } from "./proposal";
import { foreignSubjects, missingParts, type ProfilePart } from "./rules";
import type { TutorDocument } from "./schema";

/** A profile in one of these states is being read by others: it may change, but not lose what it must have. */
const complete = ["submitted", "approved"];

/**
 * What a coach's change makes of the profile, or null where it changes nothing. In an approved profile the reviewed fields
 * (proposal.ts) go into the proposal and everything else is live at once. Throws AppError for what does not fit.
 */
export function editProfile(tutor: TutorDocument, change: ProfileChange, market: MarketDocument, now: Date): Partial<TutorDocument> | null {
  if (tutor.status === "suspended") throw new AppError("conflict", "Your profile is suspended and cannot be changed.", { details: { reason: "suspended" } });
  const wanted = change as Partial<TutorDocument> & ProfileChange;
  const edits = { ...plainEdits(tutor, wanted), ...reviewedEdits(tutor, wanted, now), ...availabilityEdits(tutor, wanted) };
  const next = { ...tutor, ...edits };
  requireFitting(next, market, change);
  requireNothingLost(tutor, next);
  return isUnchanged(tutor, edits) ? null : edits;
}

const plainFields = [
  "headline", "bio", "levels", "languages", "modality", "place", "offers", "trial", "default_duration_minutes", "cancellation_preset", "meeting_url",
] as const satisfies (keyof ProfileChange & keyof TutorDocument)[];

function plainEdits(tutor: TutorDocument, change: ProfileChange): Partial<TutorDocument> {
  const edits = pick(change, plainFields) as Partial<TutorDocument>;
  const offers = edits.offers ?? [];
  const isDefaultLeft = offers.some((offer) => offer.duration_minutes === tutor.default_duration_minutes);
  // The length that cards show was taken out of the list: the first of those that stay takes its place.
  if (change.default_duration_minutes === undefined && offers[0] && !isDefaultLeft) edits.default_duration_minutes = offers[0].duration_minutes;
  return edits;
}

function reviewedEdits(tutor: TutorDocument, change: ProfileChange, now: Date): Partial<TutorDocument> {
  const wanted = pick(change, reviewedFields) as Partial<ReviewedValues>;
  if (tutor.status !== "approved" || Object.keys(wanted).length === 0) return wanted;
  return { proposal: proposalFor(tutor, wanted, now) };
}

function availabilityEdits({ availability }: TutorDocument, change: ProfileChange): Partial<TutorDocument> {
  const edits = pick(change, ["gap_minutes", "notice_minutes", "horizon_days", "slot_step_minutes"] as const);
  return Object.keys(edits).length === 0 ? {} : { availability: { ...availability, ...edits } };
}

/** Only fields that the change is about are blamed, so that an old fault never blocks another field. */
function requireFitting(next: TutorDocument, market: MarketDocument, change: ProfileChange): void {
  const fields: Record<string, string> = {};
  if (change.categories ?? change.subjects) {
    const foreign = foreignSubjects(withProposal(next));
    if (foreign.length > 0) fields.subjects = `${foreign.join(", ")}: of none of your categories. Take it out, or choose its category too.`;
  }
  change.offers?.forEach((offer, index) => note(`offers.${index}.price`, priceProblem(offer.price, market)));
  if (change.default_duration_minutes !== undefined && next.offers.length > 0) note("default_duration_minutes", defaultProblem(next));
  if (next.trial && (change.trial ?? change.offers ?? change.default_duration_minutes)) {
    note("trial", priceProblem(next.trial.price, market) ?? trialProblem(next));
  }
  if (Object.keys(fields).length > 0) throw new AppError("invalid", "Some of this is not right. Nothing was changed.", { fields });

  function note(field: string, problem: string | null): void {
    if (problem) fields[field] = problem;
  }
}

function priceProblem(price: number, { currency, price_min, price_max }: MarketDocument): string | null {
  if (price_min === null || price_max === null) return "Prices cannot be set in your region yet.";
  if (price >= price_min && price <= price_max) return null;
  const [lowest, highest] = [price_min, price_max].map((amount) => formatMoney({ amount, currency }, { short: true }));
  return `A price is between ${lowest} and ${highest}.`;
}

function defaultProblem({ offers, default_duration_minutes }: TutorDocument): string | null {
  return offers.some((offer) => offer.duration_minutes === default_duration_minutes) ? null : "Choose one of the lengths that you offer.";
}

/** Compared with the same length, or with the length that cards show where that one is not offered. */
function trialProblem({ trial, offers, default_duration_minutes, currency }: TutorDocument): string | null {
  const ofLength = (minutes: number | undefined) => offers.find((offer) => offer.duration_minutes === minutes);
  const normal = ofLength(trial?.duration_minutes) ?? ofLength(default_duration_minutes);
  if (!trial || !normal || trial.price <= normal.price) return null;
  return `A first session costs at most what the session costs otherwise: ${formatMoney({ amount: normal.price, currency }, { short: true })}.`;
}

const fieldOf: Partial<Record<ProfilePart, keyof ProfileChange>> = {
  category: "categories",
  subject: "subjects",
  price: "offers",
};

function requireNothingLost(tutor: TutorDocument, next: TutorDocument): void {
  if (!complete.includes(tutor.status)) return;
  const missing = (each: TutorDocument) => missingParts(withProposal(each), { email_verified: true });
  const before = missing(tutor).map(({ part }) => part);
  const lost = missing(next).filter(({ part }) => !before.includes(part));
  if (lost.length === 0) return;
  const fields = Object.fromEntries(lost.map(({ part, sentence }) => [fieldOf[part] ?? part, sentence]));
  const state = tutor.status === "approved" ? "published" : "being checked";
  throw new AppError("invalid", `A profile that is ${state} cannot be without this. Nothing was changed.`, { fields });
}

function isUnchanged(tutor: TutorDocument, edits: Partial<TutorDocument>): boolean {
  return (Object.keys(edits) as (keyof TutorDocument)[]).every((field) => JSON.stringify(edits[field]) === JSON.stringify(tutor[field]));
}

function pick<T extends object, K extends keyof T>(source: T, keys: readonly K[]): Partial<Pick<T, K>> {
  return Object.fromEntries(keys.filter((key) => source[key] !== undefined).map((key) => [key, source[key]])) as Partial<Pick<T, K>>;
}
