/** How long 28 days of a busy coach's free times take. `tsx scripts/bench-slots.ts` prints it; the aim is at most 1 ms. */
import { pathToFileURL } from "node:url";
import { freeStarts } from "../lib/availability/rules.ts";
import type { Availability, InstantRange } from "../lib/availability/schema.ts";

const runs = 500;
const warm_up = 200;

export interface SlotsBench {
  median_ms: number;
  p95_ms: number;
  /** Process start to first answer costs more: the zone's table is read once. */
  first_ms: number;
  slots: number;
}

export function benchSlots(): SlotsBench {
  const first = timed();
  for (let i = 0; i < warm_up; i += 1) timed();
  const times = Array.from({ length: runs }, () => timed().ms).sort((a, b) => a - b);
  return {
    median_ms: times[Math.floor(runs / 2)] ?? NaN,
    p95_ms: times[Math.floor(runs * 0.95)] ?? NaN,
    first_ms: first.ms,
    slots: first.slots,
  };
}

function timed(): { ms: number; slots: number } {
  const started = performance.now();
  const slots = [...freeStarts({ availability, duration_minutes: 60, busy, now, from: now, until })].length;
  return { ms: performance.now() - started, slots };
}

/** Four weeks over the night in which New York's clocks change, three ranges a day, two hundred sessions. */
const now = new Date("2027-03-01T05:00:00Z");
const until = new Date(now.getTime() + 28 * 86_400_000);
const availability: Availability = {
  timezone: "America/New_York",
  weekly_hours: [1, 2, 3, 4, 5, 6, 7].flatMap((weekday) =>
    [[7 * 60, 12 * 60], [13 * 60, 18 * 60], [19 * 60, 23 * 60]].map(([start_minute = 0, end_minute = 0]) => ({ weekday, start_minute, end_minute })),
  ),
  date_overrides: [{ date: "2027-03-09", ranges: [{ start_minute: 600, end_minute: 900 }] }],
  vacations: [{ first_date: "2027-03-20", last_date: "2027-03-21" }],
  is_paused: false,
  slot_step_minutes: 15,
  gap_minutes: 10,
  notice_minutes: 720,
  horizon_days: 60,
};
const busy: InstantRange[] = Array.from({ length: 200 }, (_, i) => {
  // 7 919 is prime, so the sessions land unsorted and spread over the four weeks.
  const starts_at = new Date(now.getTime() + ((i * 7_919) % (28 * 288)) * 300_000);
  return { starts_at, ends_at: new Date(starts_at.getTime() + 70 * 60_000) };
});

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const { median_ms, p95_ms, first_ms, slots } = benchSlots();
  console.log(
    `28 days of free times with 200 sessions: median ${median_ms.toFixed(3)} ms, p95 ${p95_ms.toFixed(3)} ms, ` +
      `first ${first_ms.toFixed(1)} ms, ${slots} times offered`,
  );
}
