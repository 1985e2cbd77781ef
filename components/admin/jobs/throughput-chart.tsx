interface ThroughputChartProps {
  title: string;
  /** The oldest first. */
  counts: number[];
  /** What stands under the first and the last bar. */
  ends: [string, string];
  unit: "minute" | "hour";
}

const height = 64;
const step = 10;

/** A bar for each minute or hour. Who cannot see it reads the sum, the most, and the last. */
export function ThroughputChart({ title, counts, ends, unit }: ThroughputChartProps) {
  const most = Math.max(...counts, 1);
  const sum = counts.reduce((total, count) => total + count, 0);
  const words = sum === 0 ? "Nothing was done." : `${sum} done, at most ${most} in one ${unit}, ${counts.at(-1) ?? 0} in the current one.`;
  return (
    <figure className="rounded-card border border-hairline bg-card p-4 sm:p-6">
      <figcaption className="flex flex-wrap justify-between gap-x-4">
        <span className="font-medium">{title}</span>
        <span className="figures text-sm text-quiet">{words}</span>
      </figcaption>
      <svg aria-hidden="true" viewBox={`0 0 ${counts.length * step} ${height}`} preserveAspectRatio="none" className="mt-4 h-16 w-full">
        <line x1="0" x2={counts.length * step} y1={height - 0.5} y2={height - 0.5} className="stroke-hairline" vectorEffect="non-scaling-stroke" />
        {counts.map((count, i) => {
          const bar = (count / most) * (height - 4);
          return count > 0 && <rect key={i} x={i * step + 1} y={height - bar} width={step - 2} height={bar} className="fill-brand" />;
        })}
      </svg>
      <div aria-hidden="true" className="mt-1 flex justify-between text-sm text-quiet">
        <span>{ends[0]}</span>
        <span>{ends[1]}</span>
      </div>
    </figure>
  );
}
