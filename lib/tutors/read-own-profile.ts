import "server-only";
import type { SessionUser } from "@/lib/auth/session";
import { requireMarket, requirePricingPolicy } from "@/lib/markets/store";
import { type OwnProfile, toOwnProfile } from "./own-view";
import { requireOwnTutor } from "./require-own-tutor";
import type { TutorDocument } from "./schema";

export type OwnPerson = Pick<SessionUser, "id" | "role" | "email_verified">;

/** The coach's own profile; made blank where there is none yet. Throws 404 for whoever is no coach. */
export async function readOwnProfile(user: OwnPerson, now: Date): Promise<OwnProfile> {
  return describeOwn(await requireOwnTutor(user, now), user, now);
}

export async function describeOwn(tutor: TutorDocument, { email_verified }: { email_verified: boolean }, now: Date): Promise<OwnProfile> {
  const [market, pricing] = await Promise.all([requireMarket(tutor.market_id), requirePricingPolicy(tutor.market_id, now)]);
  return toOwnProfile({ tutor, email_verified, market, pricing });
}
