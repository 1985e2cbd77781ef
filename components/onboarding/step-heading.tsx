"use client";

import { useEffect, useRef } from "react";
import type { OnboardingStep } from "@/lib/tutors/rules";
import { headingOf } from "./steps";
import { useProfile } from "./use-profile";

/** Takes the focus when another step is opened, or the last one has been submitted, so that whoever does not see the page knows where they are. */
export function StepHeading({ step }: { step: OnboardingStep }) {
  const { profile } = useProfile();
  const heading = useRef<HTMLHeadingElement>(null);
  const { title, lead } = headingOf(step, profile);
  const shown = useRef(title);

  useEffect(() => {
    if (shown.current === title) return;
    shown.current = title;
    heading.current?.focus({ preventScroll: true });
  }, [title]);

  return (
    <div className="flex flex-col gap-3">
      <h1 ref={heading} tabIndex={-1} className="text-h2 focus:outline-none sm:text-h1">
        {title}
      </h1>
      <p className="max-w-prose text-lg text-quiet">{lead}</p>
    </div>
  );
}
