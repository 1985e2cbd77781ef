"use client";

import { ArrowLeft, ArrowRight } from "lucide-react";
import { useSelectedLayoutSegment } from "next/navigation";
import type { ReactNode } from "react";
import { LinkButton } from "@/components/ui/link-button";
import type { OwnProfile } from "@/lib/tutors/own-view";
import type { OnboardingStep } from "@/lib/tutors/rules";
import { Preview } from "./preview";
import { PreviewSheet } from "./preview-sheet";
import { SaveStatus } from "./save-status";
import { StepHeading } from "./step-heading";
import { isStep, neighbours, stepPath, stepWords } from "./steps";
import { Stepper } from "./stepper";
import { ProfileProvider } from "./use-profile";

interface OnboardingFrameProps {
  profile: OwnProfile;
  next_times: string[];
  now: string;
  children: ReactNode;
}

/** What stays while one goes from step to step: the form, the row of steps, whether all is saved, and the preview. */
export function OnboardingFrame({ profile, next_times, now, children }: OnboardingFrameProps) {
  const segment = useSelectedLayoutSegment();
  const step = segment && isStep(segment) ? segment : null;
  if (!step) return children;
  return (
    <ProfileProvider profile={profile} next_times={next_times}>
      <div className="flex flex-col gap-8">
        <Stepper current={step} />
        <div className="grid items-start gap-12 xl:grid-cols-[minmax(0,1fr)_23rem]">
          <div className="flex min-w-0 flex-col gap-8">
            <StepHeading step={step} />
            <div className="flex flex-wrap items-center gap-x-4 gap-y-2 border-b border-hairline pb-3 xl:not-has-[p]:hidden">
              <SaveStatus isQuiet={step === "hours" || step === "pictures"} />
              <div className="ml-auto xl:hidden">
                <PreviewSheet now={now} />
              </div>
            </div>
            {children}
            <StepLinks step={step} />
          </div>
          {/* A region that scrolls has to be reached by the keyboard. */}
          <section aria-label="Preview" tabIndex={0} className="sticky top-6 max-h-[calc(100dvh-3rem)] overflow-y-auto rounded-card max-xl:hidden">
            <h2 className="mb-3 text-h4">As clients will see you</h2>
            <Preview now={now} />
          </section>
        </div>
      </div>
    </ProfileProvider>
  );
}

function StepLinks({ step }: { step: OnboardingStep }) {
  const { before, after } = neighbours(step);
  return (
    <div className="flex flex-wrap justify-between gap-3 border-t border-hairline pt-6">
      {before && (
        <LinkButton href={stepPath(before)} variant="secondary">
          <ArrowLeft aria-hidden="true" className="size-4" />
          Back
          <span className="sr-only"> to {stepWords[before].title.toLowerCase()}</span>
        </LinkButton>
      )}
      {after && (
        <LinkButton href={stepPath(after)} className="ml-auto">
          Next: {stepWords[after].label.toLowerCase()}
          <ArrowRight aria-hidden="true" className="size-4" />
        </LinkButton>
      )}
    </div>
  );
}
