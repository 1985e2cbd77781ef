import { Check } from "lucide-react";
import { classNames } from "@/components/ui/class-names";
import type { MoneyStep } from "./money-steps";

export function MoneyTimeline({ steps }: { steps: MoneyStep[] }) {
  return (
    <section aria-labelledby="money">
      <h2 id="money" className="text-h3">
        Your money
      </h2>
      <ol className="mt-4">
        {steps.map((step) => (
          <li key={`${step.title} ${step.detail}`} className="relative flex gap-3.5 pb-5 last:pb-0 [&:not(:last-child)]:before:absolute [&:not(:last-child)]:before:top-6 [&:not(:last-child)]:before:bottom-0 [&:not(:last-child)]:before:left-[0.6875rem] [&:not(:last-child)]:before:w-px [&:not(:last-child)]:before:bg-hairline">
            <span
              aria-hidden="true"
              className={classNames("mt-0.5 grid size-[1.375rem] shrink-0 place-items-center rounded-full border", step.is_done ? "border-brand bg-brand text-on-brand" : "border-field bg-card")}
            >
              {step.is_done && <Check className="size-3.5" />}
            </span>
            <div>
              <p className="font-medium">
                {step.title}
                <span className="sr-only">{step.is_done ? ", done" : ", still to come"}</span>
              </p>
              <p className="figures text-sm text-quiet">{step.detail}</p>
            </div>
          </li>
        ))}
      </ol>
    </section>
  );
}
