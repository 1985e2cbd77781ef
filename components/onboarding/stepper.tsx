"use client";

import { Check } from "lucide-react";
import Link from "next/link";
import { onboardingSteps, type OnboardingStep } from "@/lib/tutors/rules";
import { isDone, isHandedIn, stepPath, stepWords } from "./steps";
import { useProfile } from "./use-profile";

/** The seven steps: which one is open, and which miss nothing. On a phone the open one is named alone. */
export function Stepper({ current }: { current: OnboardingStep }) {
  const { profile } = useProfile();
  return (
    <nav aria-label="Steps">
      <ol className="flex justify-between gap-1">
        {onboardingSteps.map((step, index) => {
          const done = isDone(step, profile);
          return (
            <li key={step} className="min-w-0 md:flex-1">
              <Link href={stepPath(step)} aria-current={step === current ? "step" : undefined} className="group flex flex-col items-center gap-1.5 rounded-control py-1 text-sm md:items-start">
                <span
                  className={`figures grid size-9 place-items-center rounded-full border transition-colors group-hover:border-brand group-aria-[current]:border-brand group-aria-[current]:bg-brand group-aria-[current]:text-on-brand ${
                    done ? "border-brand-tint bg-brand-tint text-brand" : "border-field bg-card text-quiet"
                  }`}
                >
                  {done ? <Check aria-hidden="true" className="size-4" /> : <span aria-hidden="true">{index + 1}</span>}
                </span>
                <span className="max-md:sr-only group-hover:text-brand group-aria-[current]:font-medium group-aria-[current]:text-brand">{stepWords[step].label}</span>
                <span className="sr-only">{stateWords(step, { done, isHandedIn: isHandedIn(profile) })}</span>
              </Link>
            </li>
          );
        })}
      </ol>
      <p className="mt-2 text-sm text-quiet md:hidden">
        Step {onboardingSteps.indexOf(current) + 1} of {onboardingSteps.length}
      </p>
    </nav>
  );
}

function stateWords(step: OnboardingStep, { done, isHandedIn }: { done: boolean; isHandedIn: boolean }): string {
  if (step === "check") return isHandedIn ? ", submitted" : ", not submitted yet";
  return done ? ", nothing is missing" : ", something is missing";
}
