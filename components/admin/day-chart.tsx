import type { GroupFigures } from "@/lib/analytics-events/rules";

const height = 120;

/** A bar a day: who began, and within it who came to the end. The table under it has the same figures. */
export function DayChart({ title, days }: { title: string; days: GroupFigures[] }) {
  const most = Math.max(1, ...days.map(({ started }) => started));
  const width = 100 / days.length;
  const best = days.reduce((highest, day) => (day.started > highest.started ? day : highest), days[0] ?? noDay);
  return (
    <figure className="flex flex-col gap-2">
      <svg role="img" aria-label={`${title}: ${days.reduce((sum, { started }) => sum + started, 0)} began, most on ${dayWords(best.name)} with ${best.started}.`} viewBox={`0 0 100 ${height}`} preserveAspectRatio="none" className="h-32 w-full border-b border-hairline">
        {days.map(({ name, started, finished }, index) => (
          <g key={name}>
            <rect x={index * width + width * 0.1} width={width * 0.8} y={height - (started / most) * height} height={(started / most) * height} className="fill-brand opacity-30" />
            <rect x={index * width + width * 0.1} width={width * 0.8} y={height - (finished / most) * height} height={(finished / most) * height} className="fill-brand" />
          </g>
        ))}
      </svg>
      <div aria-hidden="true" className="figures flex justify-between text-sm text-quiet">
        <span>{dayWords(days[0]?.name)}</span>
        <span>Most a day: {best.started}</span>
        <span>{dayWords(days.at(-1)?.name)}</span>
      </div>
      <figcaption className="flex flex-wrap gap-x-5 text-sm text-quiet">
        <span className="inline-flex items-center gap-2">
          <span aria-hidden="true" className="size-3 rounded-sm bg-brand opacity-30" /> Began on that day
        </span>
        <span className="inline-flex items-center gap-2">
          <span aria-hidden="true" className="size-3 rounded-sm bg-brand" /> And came to the end since
        </span>
      </figcaption>
    </figure>
  );
}

/** Days on which nobody began are days too. */
export function everyDay(days: GroupFigures[], { until, count }: { until: Date; count: number }): GroupFigures[] {
  const known = new Map(days.map((day) => [day.name, day]));
  return Array.from({ length: count }, (_, index) => {
    const name = new Date(Date.UTC(until.getUTCFullYear(), until.getUTCMonth(), until.getUTCDate() - count + 1 + index)).toISOString().slice(0, 10);
    return known.get(name) ?? { ...noDay, name };
  });
}

export function dayWords(day: string | undefined): string {
  if (!day) return "";
  return new Date(`${day}T00:00:00Z`).toLocaleDateString("en-US", { timeZone: "UTC", day: "numeric", month: "short" });
}

const noDay: GroupFigures = { name: "", started: 0, finished: 0, conversion: null };
