import type { CancellationPreset } from "@/lib/config/policy";
import { splitPrice } from "@/lib/core/money";
import type { MarketDocument, PricingPolicyDocument } from "@/lib/markets/schema";
import { reviewReasons, type CategoryId, type LevelId, type Modality, type ReviewReasonId, type TutorStatus } from "./catalogue";
import { proposedValues, type ReviewedValues } from "./proposal";
import { missingParts, weeklyMinutes, type MissingPart } from "./rules";
import type { Decision, Offer, PortfolioPicture, TutorDocument } from "./schema";

/** A price with what is left of it after the platform's fee, both in minor units. */
export interface OwnOffer extends Offer {
  you_receive: number;
}

export interface DecisionView {
  outcome: Decision["outcome"];
  reasons: { id: ReviewReasonId; sentence: string }[];
  note: string | null;
  decided_at: string;
}

/** A coach's profile as the coach sees it. Instants are ISO strings, so that it can go to the browser as it is. */
export interface OwnProfile {
  id: string;
  status: TutorStatus;
  is_published: boolean;
  is_paused: boolean;
  revision: number;
  /** The address of the public page, which strangers see only while `is_public`. */
  public_path: string;
  is_public: boolean;
  name: string;
  headline: string;
  bio: string;
  portrait_url: string | null;
  portrait_public_id: string | null;
  portfolio: PortfolioPicture[];
  documents: DocumentView[];
  categories: CategoryId[];
  subjects: string[];
  levels: LevelId[];
  languages: string[];
  modality: Modality;
  place: string | null;
  credentials_line: string | null;
  /** Limits are null while the market is off. */
  market: { id: string; currency: string; price_min: number | null; price_max: number | null };
  fee_basis_points: number;
  offers: OwnOffer[];
  default_duration_minutes: number;
  trial: OwnOffer | null;
  cancellation_preset: CancellationPreset;
  timezone: string;
  weekly_minutes: number;
  gap_minutes: number;
  notice_minutes: number;
  horizon_days: number;
  slot_step_minutes: number;
  meeting_url: string | null;
  submitted_at: string | null;
  decision: DecisionView | null;
  /** What waits for an admin's agreement; the fields above are what is up meanwhile. */
  proposal: (Partial<ReviewedValues> & { submitted_at: string }) | null;
  missing: MissingPart[];
}

export interface DocumentView {
  public_id: string;
  filename: string;
  bytes: number;
  uploaded_at: string;
}

export function toOwnProfile(parts: { tutor: TutorDocument; email_verified: boolean; market: MarketDocument; pricing: PricingPolicyDocument }): OwnProfile {
  const { tutor, email_verified, market, pricing } = parts;
  const { availability, proposal } = tutor;
  const withShare = (offer: Offer): OwnOffer => ({ ...offer, you_receive: splitPrice(offer.price, pricing.fee_basis_points).share });
  return {
    id: tutor._id,
    status: tutor.status,
    is_published: tutor.is_published,
    is_paused: availability.is_paused,
    revision: tutor.revision,
    public_path: `/coaches/${tutor.slug}`,
    is_public: tutor.status === "approved" && tutor.is_published,
    name: tutor.name,
    headline: tutor.headline,
    bio: tutor.bio,
    portrait_url: tutor.portrait_url,
    portrait_public_id: tutor.portrait_public_id,
    portfolio: tutor.portfolio,
    documents: toDocumentViews(tutor),
    categories: tutor.categories,
    subjects: tutor.subjects,
    levels: tutor.levels,
    languages: tutor.languages,
    modality: tutor.modality,
    place: tutor.place,
    credentials_line: tutor.credentials_line,
    market: { id: market._id, currency: tutor.currency, price_min: market.price_min, price_max: market.price_max },
    fee_basis_points: pricing.fee_basis_points,
    offers: tutor.offers.map(withShare),
    default_duration_minutes: tutor.default_duration_minutes,
    trial: tutor.trial && withShare(tutor.trial),
    cancellation_preset: tutor.cancellation_preset,
    timezone: availability.timezone,
    weekly_minutes: weeklyMinutes(availability),
    gap_minutes: availability.gap_minutes,
    notice_minutes: availability.notice_minutes,
    horizon_days: availability.horizon_days,
    slot_step_minutes: availability.slot_step_minutes,
    meeting_url: tutor.meeting_url,
    submitted_at: tutor.submitted_at?.toISOString() ?? null,
    decision: tutor.decision && toDecisionView(tutor.decision),
    proposal: proposal && { ...proposedValues(proposal), submitted_at: proposal.submitted_at.toISOString() },
    missing: missingParts(tutor, { email_verified }),
  };
}

export function toDocumentViews({ documents }: Pick<TutorDocument, "documents">): DocumentView[] {
  return documents.map(({ public_id, filename, bytes, uploaded_at }) => ({ public_id, filename, bytes, uploaded_at: uploaded_at.toISOString() }));
}

/** Without who decided: a coach deals with MaestroHub, not with one of its people. */
export function toDecisionView({ outcome, reasons, note, decided_at }: Decision): DecisionView {
  return { outcome, reasons: reasons.map((id) => ({ id, sentence: reviewReasons[id] })), note, decided_at: decided_at.toISOString() };
}
