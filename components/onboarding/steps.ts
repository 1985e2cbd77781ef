import { onboardingSteps, type OnboardingStep } from "@/lib/tutors/rules";
import type { OwnProfile } from "@/lib/tutors/own-view";

/** A step's name in the row of steps, its heading, and the sentence that says what it is for. */
export const stepWords: Record<OnboardingStep, { label: string; title: string; lead: string }> = {
  about: { label: "About", title: "About you", lead: "Who are you, and what is it like to learn with you? Write as you would speak to a new client." },
  teaching: { label: "Teaching", title: "What you teach", lead: "Clients find you by these. Few that fit are better than many." },
  price: { label: "Price", title: "Your price", lead: "One price is enough to begin with. You can change it any day; booked sessions keep theirs." },
  hours: { label: "Hours", title: "Your hours", lead: "When you are glad to teach in an ordinary week. Dates and vacations come later, under Availability." },
  policy: { label: "Rules", title: "Your rules", lead: "All of this is set to what suits most coaches. Go on if you agree." },
  pictures: { label: "Pictures", title: "Pictures and documents", lead: "A friendly photo of your face is all that has to be there." },
  check: { label: "Check", title: "Check and submit", lead: "Read it as a client would. Whatever you change later is saved the same way." },
};

export const stepPath = (step: OnboardingStep) => `/coach/onboarding/${step}`;

export function isStep(text: string): text is OnboardingStep {
  return (onboardingSteps as readonly string[]).includes(text);
}

/** What of the profile is enough to say which steps are done. */
export type StepState = Pick<OwnProfile, "status" | "missing">;

/** A profile that is with us or up: there is nothing to hand in. */
export function isHandedIn({ status }: Pick<OwnProfile, "status">): boolean {
  return status === "submitted" || status === "approved" || status === "paused" || status === "suspended";
}

export function isDone(step: OnboardingStep, profile: StepState): boolean {
  if (step === "check") return isHandedIn(profile);
  return !profile.missing.some((part) => part.step === step);
}

/** Where to go on: at the first step that misses something, or at the overview when an answer is there or awaited. */
export function firstStep(profile: StepState): OnboardingStep {
  if (profile.status !== "draft") return "check";
  return onboardingSteps.find((step) => !isDone(step, profile)) ?? "check";
}

export function neighbours(step: OnboardingStep): { before: OnboardingStep | null; after: OnboardingStep | null } {
  const at = onboardingSteps.indexOf(step);
  return { before: onboardingSteps[at - 1] ?? null, after: onboardingSteps[at + 1] ?? null };
}

/** The last step is an overview once the profile is handed in. */
export function headingOf(step: OnboardingStep, profile: Pick<OwnProfile, "status">): { title: string; lead: string } {
  const isOverview = step === "check" && isHandedIn(profile);
  return isOverview ? { title: "Your profile", lead: "All of it in one place. What you change is saved as you type." } : stepWords[step];
}
