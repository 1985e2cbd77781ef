import { classNames } from "@/components/ui/class-names";
import type { ServiceRow } from "@/lib/probes/read-status";
import { latencyWords } from "./status-words";

const size = { width: 120, height: 28 };

/** How long the answers of the last hour took; a gap where none came. */
export function Sparkline({ row }: { row: ServiceRow }) {
  const known = row.samples.flatMap(({ latency_ms }) => latency_ms ?? []);
  if (known.length < 2) return <span className="block h-7" />;
  const [least, most] = [Math.min(...known), Math.max(...known)];
  const tone = row.state === "failing" || row.state === "misconfigured" ? "text-danger" : row.state === "degraded" ? "text-saffron" : "text-brand";
  return (
    <svg
      viewBox={`0 0 ${size.width} ${size.height}`}
      role="img"
      aria-label={`Between ${latencyWords(least)} and ${latencyWords(most)} in the last hour`}
      className={classNames("h-7 w-full max-w-30", tone)}
      preserveAspectRatio="none"
    >
      {pieces(row.samples.map(({ latency_ms }) => latency_ms)).map((points) => (
        <polyline key={points} points={points} fill="none" stroke="currentColor" strokeWidth="1.5" strokeLinejoin="round" vectorEffect="non-scaling-stroke" />
      ))}
    </svg>
  );
}

/**
 * The line's points, in pieces where answers are missing. A quiet service draws a quiet line: the scale goes from nothing to twice the
 * usual, or to the longest.
 */
export function pieces(latencies: (number | null)[]): string[] {
  const known = latencies.flatMap((latency) => latency ?? []).sort((a, b) => a - b);
  const top = Math.max((known[Math.floor(known.length / 2)] ?? 1) * 2, known.at(-1) ?? 1, 1);
  const step = size.width / Math.max(1, latencies.length - 1);
  const lines: string[][] = [[]];
  latencies.forEach((latency, i) => {
    if (latency === null) lines.push([]);
    else lines.at(-1)?.push(`${(i * step).toFixed(1)},${(size.height - 2 - (latency / top) * (size.height - 4)).toFixed(1)}`);
  });
  return lines.filter((points) => points.length > 1).map((points) => points.join(" "));
}
