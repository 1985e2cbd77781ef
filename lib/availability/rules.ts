/**
 * When a coach can be booked. A window (a wall-clock range of one date) becomes instants at its two ends and is then
 * stepped in elapsed minutes, so a night in which the clocks change offers as many sessions as it really has room for.
 */
import type { Availability, InstantRange } from "./schema";
import { openBlocks } from "./windows";

const minute_ms = 60_000;
const day_ms = 86_400_000;

export interface FreeStartsQuery {
  availability: Availability;
  duration_minutes: number;
  /** Sessions with their gap, half-open, in any order. */
  busy: readonly InstantRange[];
  now: Date;
  /** Starts are wanted from here (included) … */
  from: Date;
  /** … until here (excluded). */
  until: Date;
}

/** The bookable starts, ascending, each once. Lazy: asking for the next three costs three. */
export function* freeStarts(query: FreeStartsQuery): Generator<Date, void, undefined> {
  const { availability, duration_minutes } = query;
  if (availability.is_paused) return;
  const { earliest, latest } = bookableStretch(availability, query.now);
  const first = Math.max(earliest, query.from.getTime());
  const last = Math.min(latest, query.until.getTime() - 1);
  if (first > last) return;

  const duration = duration_minutes * minute_ms;
  const needed = duration + availability.gap_minutes * minute_ms;
  const busy = mergedBusy(query.busy);
  let next = 0;
  for (const block of openBlocks({ availability, first, last: last + duration })) {
    for (const start of block.starts(first, Math.min(last, block.ends_at - duration))) {
      while (next < busy.length && busy[next]!.ends_at <= start) next += 1;
      if (next < busy.length && busy[next]!.starts_at < start + needed) continue;
      yield new Date(start);
    }
  }
}

export type UnbookableReason = "past" | "paused" | "notice" | "horizon" | "outside_hours" | "off_grid" | "busy";

export interface StartQuery {
  availability: Availability;
  duration_minutes: number;
  busy: readonly InstantRange[];
  now: Date;
  start: Date;
}

/** True for exactly the instants that `freeStarts` would offer; otherwise the first reason why not. */
export function isBookableStart({ availability, duration_minutes, busy, now, start }: StartQuery): true | UnbookableReason {
  const at = start.getTime();
  if (at < now.getTime()) return "past";
  if (availability.is_paused) return "paused";
  const { earliest, latest } = bookableStretch(availability, now);
  if (at < earliest) return "notice";
  if (at > latest) return "horizon";

  const end = at + duration_minutes * minute_ms;
  const blocks = openBlocks({ availability, first: at, last: end });
  const block = blocks.find((open) => open.starts_at <= at && end <= open.ends_at);
  if (!block) return "outside_hours";
  if (!block.starts(at, at).includes(at)) return "off_grid";

  const needed_until = end + availability.gap_minutes * minute_ms;
  const collides = busy.some((range) => range.starts_at.getTime() < needed_until && range.ends_at.getTime() > at);
  return collides ? "busy" : true;
}

/** Whether the coach's hours cover a session from end to end; pause, notice and horizon are no hours. */
export function isWithinHours({ availability, starts_at, ends_at }: { availability: Availability; starts_at: Date; ends_at: Date }): boolean {
  const [first, last] = [starts_at.getTime(), ends_at.getTime()];
  return openBlocks({ availability, first, last }).some((open) => open.starts_at <= first && last <= open.ends_at);
}

/** The `count` bookable starts closest to `wanted` on either side, in order of time. */
export function nearestFreeStarts(query: Omit<FreeStartsQuery, "from" | "until"> & { wanted: Date; count: number }): Date[] {
  const { wanted, count, ...rest } = query;
  const until = new Date(bookableStretch(rest.availability, rest.now).latest + 1);
  const before: Date[] = [];
  const after: Date[] = [];
  for (const start of freeStarts({ ...rest, from: rest.now, until })) {
    if (start < wanted) {
      before.push(start);
      if (before.length > count) before.shift();
    } else {
      after.push(start);
      if (after.length === count) break;
    }
  }
  const distance = (start: Date) => Math.abs(start.getTime() - wanted.getTime());
  return [...before, ...after]
    .sort((a, b) => distance(a) - distance(b))
    .slice(0, count)
    .sort((a, b) => a.getTime() - b.getTime());
}

/** Days of the horizon are elapsed days of 24 hours, so that it never depends on a zone. Both ends are bookable. */
function bookableStretch(availability: Availability, now: Date): { earliest: number; latest: number } {
  return {
    earliest: now.getTime() + availability.notice_minutes * minute_ms,
    latest: now.getTime() + availability.horizon_days * day_ms,
  };
}

function mergedBusy(ranges: readonly InstantRange[]): { starts_at: number; ends_at: number }[] {
  const sorted = ranges
    .map((range) => ({ starts_at: range.starts_at.getTime(), ends_at: range.ends_at.getTime() }))
    .sort((a, b) => a.starts_at - b.starts_at);
  const merged: typeof sorted = [];
  for (const range of sorted) {
    const last = merged.at(-1);
    if (last && range.starts_at <= last.ends_at) last.ends_at = Math.max(last.ends_at, range.ends_at);
    else merged.push(range);
  }
  return merged;
}
