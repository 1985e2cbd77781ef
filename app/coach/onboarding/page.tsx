import { redirect } from "next/navigation";
import { firstStep, stepPath } from "@/components/onboarding/steps";
import { findOwnProfile } from "./own-profile";

export default async function OnboardingPage() {
  const { profile } = await findOwnProfile();
  redirect(stepPath(firstStep(profile)));
}
