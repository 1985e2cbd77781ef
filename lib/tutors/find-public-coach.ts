import "server-only";
import { findTutorBySlug } from "./store";
import { toCoachProfile, type CoachProfile } from "./view";

/** A coach's public page: the profile, and whether and how far ahead it can be booked. */
export interface PublicCoach extends CoachProfile {
  is_paused: boolean;
  horizon_days: number;
}

/** Null unless the coach is approved and published. */
export async function findPublicCoach(slug: string): Promise<PublicCoach | null> {
  const tutor = await findTutorBySlug(slug);
  if (!tutor) return null;
  const { is_paused, horizon_days } = tutor.availability;
  return { ...toCoachProfile(tutor), is_paused, horizon_days };
}
