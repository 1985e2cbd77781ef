import { toOwnProfile, type OwnProfile } from "@/lib/tutors/own-view";
import type { TutorDocument } from "@/lib/tutors/schema";

/** For tests: the own view of this coach in the US market, the address confirmed. */
export function own(tutor: TutorDocument): OwnProfile {
  const market = { _id: "US_USD", currency: "usd", timezone: "America/New_York", price_min: 1_000, price_max: 50_000, is_enabled: true, countries: ["US"] };
  const pricing = { _id: "pricing", market_id: "US_USD", version: 1, fee_basis_points: 1_000, valid_from: new Date("2026-01-01T00:00:00Z") };
  return toOwnProfile({ tutor, email_verified: true, market, pricing });
}
