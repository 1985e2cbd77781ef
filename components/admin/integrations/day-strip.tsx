import { classNames } from "@/components/ui/class-names";
import type { Day } from "@/lib/probes/history";

/** A bar a day, the oldest at the left; what it says in colours stands under it in words. */
export function DayStrip({ days }: { days: Day[] }) {
  const looked = days.filter(({ good_permille }) => good_permille !== null);
  return (
    <>
      <div aria-hidden="true" className="mt-3 flex h-8 items-end gap-0.5">
        {days.map((day) => (
          <span key={day.date} title={dayWords(day)} className={classNames("h-full min-w-0 flex-1 rounded-sm", toneOf(day))} />
        ))}
      </div>
      <p className="figures mt-2 text-sm">
        {looked.length === 0
          ? "Nobody has looked yet."
          : `Good in ${percent(meanOf(looked))} of all checks on ${looked.length === 1 ? "one day" : `${looked.length} days`}.`}
      </p>
    </>
  );
}

function toneOf({ good_permille }: Day): string {
  if (good_permille === null) return "bg-muted";
  return good_permille >= 995 ? "bg-brand" : good_permille >= 950 ? "bg-saffron" : "bg-danger";
}

function dayWords({ date, good_permille, mean_ms }: Day): string {
  if (good_permille === null) return `${date}: nobody looked`;
  return `${date}: ${percent(good_permille)} good${mean_ms === null ? "" : `, ${mean_ms} ms on average`}`;
}

function meanOf(days: Day[]): number {
  const checks = days.reduce((sum, day) => sum + day.checks, 0);
  return Math.floor(days.reduce((sum, day) => sum + (day.good_permille ?? 0) * day.checks, 0) / Math.max(1, checks));
}

function percent(permille: number): string {
  return `${permille / 10} %`;
}
