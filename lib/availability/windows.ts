import type { Availability, DayRange } from "./schema";
import { dayNumber, weekdayOfDay, zoneClock } from "@/lib/core/time";

const minute_ms = 60_000;

/** A stretch of instants (epoch ms) in which the coach works without a break, with the grid of starts inside it. */
export interface OpenBlock {
  starts_at: number;
  ends_at: number;
  /** The grid's instants between two bounds, both included, ascending and each once. */
  starts(from: number, until: number): number[];
}

/**
 * The blocks that touch the instants between `first` and `last`, ascending. Windows that touch or overlap are one block,
 * also over midnight. The grid is anchored at each window's own start, so it is the same whatever stretch is asked for.
 */
export function* openBlocks(query: { availability: Availability; first: number; last: number }): Generator<OpenBlock, void, undefined> {
  const step = query.availability.slot_step_minutes * minute_ms;
  const isWanted = (block: OpenBlock) => block.ends_at > query.first && block.starts_at <= query.last;
  let windows: Window[] = [];
  let ends_at = -Infinity;
  for (const window of windowsBetween(query)) {
    if (window.starts_at > ends_at && windows.length > 0) {
      const block = blockOf(windows, { ends_at, step });
      if (isWanted(block)) yield block;
      windows = [];
    }
    windows.push(window);
    ends_at = Math.max(ends_at, window.ends_at);
  }
  if (windows.length === 0) return;
  const block = blockOf(windows, { ends_at, step });
  if (isWanted(block)) yield block;
}

interface Window {
  starts_at: number;
  ends_at: number;
}

function blockOf(windows: Window[], { ends_at, step }: { ends_at: number; step: number }): OpenBlock {
  return {
    starts_at: windows[0]!.starts_at,
    ends_at,
    starts(from, until) {
      const grid: number[] = [];
      let is_ascending = true;
      for (const window of windows) {
        const skipped = Math.max(0, Math.ceil((from - window.starts_at) / step));
        let start = window.starts_at + skipped * step;
        if (grid.length > 0 && start <= grid.at(-1)!) is_ascending = false;
        for (; start < window.ends_at && start <= until; start += step) grid.push(start);
      }
      // Only overlapping windows bring two grids together.
      return is_ascending ? grid : [...new Set(grid)].sort((a, b) => a - b);
    },
  };
}

/** Every window of the days of the stretch, by start. One day more: clocks turned back over midnight show yesterday again. */
function* windowsBetween(query: { availability: Availability; first: number; last: number }): Generator<Window, void, undefined> {
  const { availability, first, last } = query;
  const clock = zoneClock(availability.timezone, new Date(first), new Date(last));
  const rangesOf = rangesByDay(availability);
  const last_day = clock.dayOf(last) + 1;
  for (let day = clock.dayOf(first); day <= last_day; day += 1) {
    for (const range of rangesOf(day)) {
      const starts_at = clock.instantOf(day, range.start_minute);
      const ends_at = clock.instantOf(day, range.end_minute);
      if (starts_at < ends_at) yield { starts_at, ends_at };
    }
  }
}

/** The wall-clock ranges of a day, by start: a vacation empties it, an override replaces it, the weekly hours rule the rest. */
function rangesByDay(availability: Availability): (day: number) => readonly DayRange[] {
  const byStart = (a: DayRange, b: DayRange) => a.start_minute - b.start_minute;
  const weekly: DayRange[][] = Array.from({ length: 8 }, () => []);
  for (const range of availability.weekly_hours) weekly[range.weekday]?.push(range);
  for (const ranges of weekly) ranges.sort(byStart);
  const overrides = new Map(
    availability.date_overrides.map((override) => [dayNumber(override.date), [...override.ranges].sort(byStart)]),
  );
  const vacations = availability.vacations.map((vacation) => ({
    first: dayNumber(vacation.first_date),
    last: dayNumber(vacation.last_date),
  }));
  return (day) => {
    if (vacations.some((vacation) => vacation.first <= day && day <= vacation.last)) return [];
    return overrides.get(day) ?? weekly[weekdayOfDay(day)] ?? [];
  };
}
