import { classNames } from "@/components/ui/class-names";
import { formatSoon } from "@/lib/core/format-time";
import type { ProblemView, ServiceRow } from "@/lib/probes/read-status";

/** Cause, impact and the way to mend it: what somebody needs at three in the morning, without a press. */
export function Problem({ row, problem, zone }: { row: ServiceRow; problem: ProblemView; zone: string }) {
  const { cause, detail, steps, waiting, since } = problem;
  const isMild = row.state === "degraded";
  return (
    <div
      className={classNames(
        "grid gap-4 px-4 pt-1 pb-5 sm:px-5 sm:pl-15 lg:grid-cols-2 lg:gap-10",
        isMild && "border-t border-hairline bg-saffron-tint/30 pt-4",
      )}
    >
      <div>
        <p className="font-semibold">{cause}</p>
        <p className="mt-1 text-sm text-quiet">
          {[since && `Since ${formatSoon(new Date(since), zone, new Date(since))}.`, detail, waiting, row.affects].filter(Boolean).join(" ")}
        </p>
      </div>
      <ol className="flex list-decimal flex-col gap-1 pl-5 text-sm wrap-anywhere">
        {steps.map((step) => (
          <li key={step}>{step}</li>
        ))}
      </ol>
    </div>
  );
}
