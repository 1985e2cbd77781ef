import type { Metadata } from "next";
import { notFound, redirect } from "next/navigation";
import type { ReactNode } from "react";
import { AboutStep } from "@/components/onboarding/about-step";
import { CheckStep } from "@/components/onboarding/check-step";
import { HoursStep } from "@/components/onboarding/hours-step";
import { PicturesStep } from "@/components/onboarding/pictures-step";
import { PolicyStep } from "@/components/onboarding/policy-step";
import { PriceStep } from "@/components/onboarding/price-step";
import { isStep, stepPath, stepWords } from "@/components/onboarding/steps";
import { TeachingStep } from "@/components/onboarding/teaching-step";
import { readOwnHours } from "@/lib/availability/read-own-hours";
import { addDays, dateInZone, wallTimeToInstant } from "@/lib/core/time";
import type { PageProps } from "@/lib/http/page-props";
import { readUploadMode } from "@/lib/images/direct-upload";
import type { OnboardingStep } from "@/lib/tutors/rules";
import { findOwnProfile } from "../own-profile";

/** One of the seven steps; the layout around it keeps what is typed. */
export default async function OnboardingStepPage({ params }: PageProps<"step">) {
  const { step } = await params;
  if (!isStep(step)) notFound();
  const { profile } = await findOwnProfile();
  if (profile.status === "suspended" && step !== "check") redirect(stepPath("check"));
  return <div className="flex flex-col gap-8">{await content(step)}</div>;
}

async function content(step: OnboardingStep): Promise<ReactNode> {
  const { user, profile, now } = await findOwnProfile();
  switch (step) {
    case "about":
      return <AboutStep />;
    case "teaching":
      return <TeachingStep />;
    case "price":
      return <PriceStep />;
    case "hours":
      return <HoursStep {...await readOwnHours(user.id, now)} />;
    case "policy":
      return <PolicyStep example={{ starts_at: exampleStart(profile.timezone, now).toISOString(), now: now.toISOString() }} />;
    case "pictures":
      return <PicturesStep uploads={readUploadMode()} />;
    case "check":
      return <CheckStep email={user.email} />;
  }
}

/** Five in the afternoon in a week, the coach's time: far enough for every deadline to be ahead. */
function exampleStart(timezone: string, now: Date): Date {
  return wallTimeToInstant({ date: addDays(dateInZone(now, timezone), 7), minute: 17 * 60, timezone });
}

export async function generateMetadata({ params }: PageProps<"step">): Promise<Metadata> {
  const { step } = await params;
  return { title: isStep(step) ? `${stepWords[step].title}, your profile` : "Not found", robots: { index: false } };
}
