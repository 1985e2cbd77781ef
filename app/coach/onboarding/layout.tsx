import type { ReactNode } from "react";
import { OnboardingFrame } from "@/components/onboarding/onboarding-frame";
import { readOwnNextTimes } from "@/lib/tutors/read-own-next-times";
import { findOwnProfile } from "./own-profile";

export default async function OnboardingLayout({ children }: { children: ReactNode }) {
  const { user, profile, now } = await findOwnProfile();
  return (
    <OnboardingFrame profile={profile} next_times={await readOwnNextTimes(user, now)} now={now.toISOString()}>
      {children}
    </OnboardingFrame>
  );
}
