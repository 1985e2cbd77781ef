"use client";

import { useEffect, useRef } from "react";
import type { OnboardingStep } from "@/lib/tutors/rules";
import { stepWords, titleOf } from "./steps";
import { useProfile } from "./use-profile";

/** Takes the focus when another step is opened, so that whoever does not see the page knows where they are. */
export function StepHeading({ step }: { step: OnboardingStep }) {
  const { profile } = useProfile();
  const heading = useRef<HTMLHeadingElement>(null);
  const shown = useRef(step);

  useEffect(() => {
    if (shown.current === step) return;
    shown.current = step;
    heading.current?.focus({ preventScroll: true });
  }, [step]);

  return (
    <div className="flex flex-col gap-3">
      <h1 ref={heading} tabIndex={-1} className="text-h2 focus:outline-none sm:text-h1">
        {titleOf(step, profile)}
      </h1>
      <p className="max-w-prose text-lg text-quiet">{stepWords[step].lead}</p>
    </div>
  );
}
