import type { StepFigures } from "@/lib/analytics-events/rules";
import { percentWords, waitWords } from "./funnel-words";

/** Each step with how many came so far; the bars repeat what the words say, and are left out for those who listen. */
export function FunnelSteps({ steps, withoutPerson }: { steps: StepFigures[]; withoutPerson: number[] }) {
  const most = Math.max(1, steps[0]?.people ?? 0);
  return (
    <ol className="flex flex-col divide-y divide-hairline rounded-card border border-hairline bg-card px-4 sm:px-6">
      {steps.map((step, index) => (
        <li key={step.label} className="grid gap-x-6 gap-y-2 py-4 sm:grid-cols-[9rem_1fr_13rem] sm:items-center">
          <h3 className="flex items-baseline justify-between gap-3 font-sans text-base font-medium tracking-normal sm:block">
            {step.label}
            <span className="figures text-h4 font-semibold sm:block">
              {step.people} <span className="text-sm font-normal text-quiet">{step.people === 1 ? "person" : "people"}</span>
            </span>
          </h3>
          <svg aria-hidden="true" viewBox="0 0 100 10" preserveAspectRatio="none" className="h-6 w-full">
            <rect width="100" height="10" rx="1" className="fill-muted" />
            <rect width={(step.people / most) * 100} height="10" rx="1" className="fill-brand" />
          </svg>
          <p className="text-sm text-quiet">
            {index > 0 && (
              <>
                <span className="text-ink">{percentWords(step.from_previous)}</span> of the step before, {percentWords(step.from_first)} of all
                {step.median_ms !== null && <>; half took at most {waitWords(step.median_ms)}</>}
                .{" "}
              </>
            )}
            {(withoutPerson[index] ?? 0) > 0 && <>Taken {withoutPerson[index]} {withoutPerson[index] === 1 ? "time" : "times"} more by people who are not told apart.</>}
          </p>
        </li>
      ))}
    </ol>
  );
}
