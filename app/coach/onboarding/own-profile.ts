import { cache } from "react";
import { requireRole, type SessionUser } from "@/lib/auth/session";
import { clockNow } from "@/lib/clock/clock";
import type { OwnProfile } from "@/lib/tutors/own-view";
import { readOwnProfile } from "@/lib/tutors/read-own-profile";

/** Layout and page of a request ask once between them. Whoever is no coach has no such page. */
export const findOwnProfile = cache(async (): Promise<{ user: SessionUser; profile: OwnProfile; now: Date }> => {
  const user = await requireRole("tutor", { next: "/coach/onboarding" });
  const now = clockNow();
  return { user, profile: await readOwnProfile(user, now), now };
});
