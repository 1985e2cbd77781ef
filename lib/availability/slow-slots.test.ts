import { expect, test } from "vitest";
import { mergeRanges } from "@/lib/calendar-feeds/merge-ranges";
import { freeStarts, isBookableStart } from "./rules";
import type { Availability, InstantRange } from "./schema";

/**
 * A second, slow and obvious way to the same answer: walk through the instants in steps of five minutes, read the wall
 * clock of each from Intl, and ask the product's rules of each one. Nothing here is shared with the code under test.
 */
const five_minutes = 300_000;
const day_ms = 86_400_000;
const zones = [
  "America/New_York", "Europe/Berlin", "Africa/Cairo", "Australia/Lord_Howe", "Asia/Kathmandu", "America/Sao_Paulo",
  "Africa/Casablanca", "Pacific/Chatham", "America/St_Johns", "Asia/Kolkata", "Asia/Beirut", "America/Santiago",
];
const cases = 10_000;

test(`${cases} random weeks agree with the slow way`, { timeout: 120_000 }, () => {
  const random = seeded(20_270_314);
  const weeks = zones.flatMap((zone) => [...weeksOf(zone, random)]);
  let offered = 0;
  for (let i = 0; i < cases; i += 1) {
    const week = weeks[Math.floor(random() * weeks.length)]!;
    const query = randomQuery(week, random);
    // What calendars elsewhere say is tidied up before it is kept; the slow way takes it as it came.
    const elsewhere = randomAppointments(week, random);
    const all = { ...query, busy: [...query.busy, ...mergeRanges(elsewhere.map(toPair), { from: week.first_instant, until: week.first_instant + 14 * day_ms })] };
    const fast = [...freeStarts(all)].map((start) => start.toISOString());
    expect(fast, `case ${i}: ${JSON.stringify({ query, elsewhere })}`).toEqual(slowStarts(week, { ...query, busy: [...query.busy, ...elsewhere] }));
    offered += fast.length;
    const probe = new Date(query.from.getTime() + Math.floor(random() * 7 * 288) * five_minutes);
    if (probe < query.until) {
      expect(isBookableStart({ ...all, start: probe }) === true, `case ${i}`).toBe(fast.includes(probe.toISOString()));
    }
  }
  // Guards against a generator that drifts into asking about nothing.
  expect(offered).toBeGreaterThan(cases * 5);
});

interface Week {
  zone: string;
  first_instant: number;
  /** The wall clock, as if it were UTC, of each five minutes from `first_instant` on. */
  walls: number[];
}

type Query = Parameters<typeof freeStarts>[0];

function slowStarts(week: Week, query: Query): string[] {
  const { availability, duration_minutes, busy, now, from, until } = query;
  if (availability.is_paused) return [];
  const windows = slowWindows(week, availability);
  const isOpen = (instant: number) => windows.some((window) => window.from <= instant && instant < window.until);
  const isStart = (instant: number) =>
    windows.some(
      (window) =>
        window.from <= instant && instant < window.until && (instant - window.from) % (availability.slot_step_minutes * 60_000) === 0,
    );
  const found: string[] = [];
  for (let start = week.first_instant; start < until.getTime(); start += five_minutes) {
    const end = start + duration_minutes * 60_000;
    if (start < from.getTime() || !isStart(start)) continue;
    if (start < now.getTime() + availability.notice_minutes * 60_000) continue;
    if (start > now.getTime() + availability.horizon_days * day_ms) continue;
    let free = true;
    for (let cell = start; cell < end; cell += five_minutes) free &&= isOpen(cell);
    for (const range of busy) {
      if (start < range.ends_at.getTime() && range.starts_at.getTime() < end + availability.gap_minutes * 60_000) free = false;
    }
    if (free) found.push(new Date(start).toISOString());
  }
  return found;
}

function slowWindows(week: Week, availability: Availability): { from: number; until: number }[] {
  // The first instant whose clock shows the wanted time or a later one: skipped times move on, doubled ones come first.
  const instantOf = (wall: number) => week.first_instant + week.walls.findIndex((shown) => shown >= wall) * five_minutes;
  const first_day = Math.ceil(week.walls[0]! / day_ms) * day_ms;
  const windows: { from: number; until: number }[] = [];
  for (let day = first_day; day + day_ms <= week.walls.at(-1)!; day += day_ms) {
    const date = new Date(day).toISOString().slice(0, 10);
    if (availability.vacations.some((vacation) => vacation.first_date <= date && date <= vacation.last_date)) continue;
    const override = availability.date_overrides.find((each) => each.date === date);
    const weekday = new Date(day).getUTCDay() || 7;
    const ranges = override ? override.ranges : availability.weekly_hours.filter((each) => each.weekday === weekday);
    for (const range of ranges) {
      windows.push({ from: instantOf(day + range.start_minute * 60_000), until: instantOf(day + range.end_minute * 60_000) });
    }
  }
  return windows;
}

function randomQuery(week: Week, random: () => number): Query {
  const integer = (below: number) => Math.floor(random() * below);
  const pick = <T>(values: readonly T[]): T => values[integer(values.length)]!;
  const dates = Array.from({ length: 9 }, (_, i) => new Date(week.first_instant + (i + 2) * day_ms).toISOString().slice(0, 10));
  const range = () => {
    const start_minute = random() < 0.4 ? pick([0, 60, 90, 120, 150]) : integer(287) * 5;
    const end_minute = random() < 0.2 ? 1440 : Math.min(1440, start_minute + 5 * (1 + integer(80)));
    return { start_minute, end_minute };
  };
  const ranges = () => Array.from({ length: integer(4) }, range);
  const from = new Date(week.first_instant + 3 * day_ms + integer(288) * five_minutes);
  const availability: Availability = {
    timezone: week.zone,
    weekly_hours: [1, 2, 3, 4, 5, 6, 7].flatMap((weekday) => ranges().map((each) => ({ weekday, ...each }))),
    date_overrides: [...new Set([pick(dates), pick(dates)])].map((date) => ({ date, ranges: ranges() })),
    vacations: random() < 0.3 ? [{ first_date: dates[integer(4)]!, last_date: dates[4 + integer(2)]! }] : [],
    is_paused: random() < 0.02,
    slot_step_minutes: pick([15, 30, 60]),
    gap_minutes: pick([0, 5, 10, 60]),
    notice_minutes: pick([0, 60, 720]),
    horizon_days: pick([3, 60]),
  };
  const busy: InstantRange[] = Array.from({ length: integer(25) }, () => {
    const starts_at = new Date(week.first_instant + 2 * day_ms + integer(9 * 288) * five_minutes);
    return { starts_at, ends_at: new Date(starts_at.getTime() + (1 + integer(24)) * five_minutes) };
  });
  return {
    availability,
    duration_minutes: pick([30, 45, 60, 90]),
    busy,
    now: new Date(from.getTime() - integer(2 * 288) * five_minutes),
    from,
    until: new Date(from.getTime() + integer(7 * 288) * five_minutes),
  };
}

/** At any minute, overlapping, from minutes to days: as other people's calendars are. */
function randomAppointments(week: Week, random: () => number): InstantRange[] {
  const integer = (below: number) => Math.floor(random() * below);
  return Array.from({ length: random() < 0.5 ? 0 : integer(12) }, () => {
    const starts_at = new Date(week.first_instant + 86_400_000 + integer(10 * 1_440) * 60_000);
    const minutes = random() < 0.1 ? integer(3 * 1_440) : 1 + integer(240);
    return { starts_at, ends_at: new Date(starts_at.getTime() + minutes * 60_000) };
  });
}

function toPair({ starts_at, ends_at }: InstantRange): [number, number] {
  return [starts_at.getTime(), ends_at.getTime()];
}

/** The weeks around this zone's changes of clock in two years, and a few at random. */
function* weeksOf(zone: string, random: () => number): Generator<Week> {
  const walls = wallReader(zone);
  const first_year = Date.UTC(2026, 0, 1);
  const offset = (instant: number) => walls(instant) - instant;
  for (let day = first_year; day < Date.UTC(2028, 0, 1); day += day_ms) {
    if (offset(day) !== offset(day + day_ms)) yield weekAt({ zone, first_instant: day - 6 * day_ms, walls });
  }
  for (let i = 0; i < 3; i += 1) {
    yield weekAt({ zone, first_instant: first_year + Math.floor(random() * 1_400) * day_ms, walls });
  }
}

function weekAt({ zone, first_instant, walls }: { zone: string; first_instant: number; walls: (instant: number) => number }): Week {
  const count = 14 * 288;
  return { zone, first_instant, walls: Array.from({ length: count }, (_, i) => walls(first_instant + i * five_minutes)) };
}

function wallReader(timeZone: string): (instant: number) => number {
  const format = new Intl.DateTimeFormat("sv-SE", { timeZone, dateStyle: "short", timeStyle: "medium" });
  return (instant) => Date.parse(`${format.format(instant).replace(" ", "T")}Z`);
}

/** A small linear generator: the same cases on every machine and every run. */
function seeded(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}
