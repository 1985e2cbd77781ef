import type { InstantRange } from "@/lib/availability/schema";
import { policy } from "@/lib/config/policy";

const cell_ms = policy.cell_minutes * 60_000;
const shortest_ms = Math.min(...policy.session_lengths_minutes) * 60_000;

/**
 * Busy stretches (epoch ms) within a window as sorted, disjoint ranges, rounded outward to the grid of the locks. A pause
 * too short for any session is filled in: nothing could be sold there, and it bounds their number (3,800 for 92 days).
 */
export function mergeRanges(ranges: readonly (readonly [number, number])[], window: { from: number; until: number }): InstantRange[] {
  const merged: [number, number][] = [];
  for (const [starts_at, ends_at] of ranges.toSorted((a, b) => a[0] - b[0])) {
    if (ends_at <= starts_at || ends_at <= window.from || starts_at >= window.until) continue;
    const start = Math.floor(Math.max(starts_at, window.from) / cell_ms) * cell_ms;
    const end = Math.ceil(Math.min(ends_at, window.until) / cell_ms) * cell_ms;
    const last = merged.at(-1);
    if (last && start - last[1] < shortest_ms) last[1] = Math.max(last[1], end);
    else merged.push([start, end]);
  }
  return merged.map(([start, end]) => ({ starts_at: new Date(start), ends_at: new Date(end) }));
}
