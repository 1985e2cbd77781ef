import { CommandError } from "../../errors.ts";
import { instant, offsetMilliseconds, wallTime } from "./zones.ts";
import type { WallTime } from "./zones.ts";

const DAY = 86_400_000;
const FIXED: Record<string, number> = { week: 7 * DAY, day: DAY, hour: 3_600_000, minute: 60_000, second: 1000, millisecond: 1 };
const MONTHS: Record<string, number> = { year: 12, quarter: 3, month: 1 };
const WEEKDAYS = ["sun", "mon", "tue", "wed", "thu", "fri", "sat"];

/** Days and longer are counted on the wall clock, so that a day is 23 or 25 hours where the zone says so; hours and shorter are elapsed time. */
export function addUnits({ date, unit, amount, zone }: { date: Date; unit: string; amount: number; zone: string }): Date {
  const wall = wallTime(date, zone);
  const months = MONTHS[unit];
  if (months !== undefined) {
    const month = wall.month - 1 + months * amount;
    const year = wall.year + Math.floor(month / 12);
    const inYear = ((month % 12) + 12) % 12;
    return instant({ ...wall, year, month: inYear + 1, day: Math.min(wall.day, daysIn(year, inYear + 1)) }, zone);
  }
  const length = fixedLength(unit);
  if (length >= DAY) return instant({ ...wall, day: wall.day + (length / DAY) * amount }, zone);
  return new Date(date.getTime() + length * amount);
}

/** How many times a unit begins between two instants. */
export function difference(options: { from: Date; to: Date; unit: string; zone: string; startOfWeek: string }): number {
  const { from, to, unit, zone, startOfWeek } = options;
  const index = (date: Date) => {
    const wall = wallTime(date, zone);
    const months = MONTHS[unit];
    if (months !== undefined) return Math.floor((wall.year * 12 + wall.month - 1) / months);
    const length = fixedLength(unit);
    if (length < DAY) return Math.floor((date.getTime() + (length === 3_600_000 ? offsetMilliseconds(date.getTime(), zone) : 0)) / length);
    const day = Math.floor(Date.UTC(wall.year, wall.month - 1, wall.day) / DAY);
    return unit === "day" ? day : Math.floor((day - weekOffset(startOfWeek)) / 7);
  };
  return index(to) - index(from);
}

/** The beginning of the bin of `size` units that holds an instant; bins are counted from 2000-01-01. */
export function truncated(options: { date: Date; unit: string; size: number; zone: string; startOfWeek: string }): Date {
  const { date, unit, size, zone, startOfWeek } = options;
  if (!Number.isInteger(size) || size < 1) throw new CommandError(size === 0 || size < 0 ? 5439018 : 5439017, "$dateTrunc requires 'binSize' to be a positive whole number");
  const wall = wallTime(date, zone);
  const start = { year: 2000, month: 1, day: 1, hour: 0, minute: 0, second: 0, millisecond: 0 };
  const months = MONTHS[unit];
  if (months !== undefined) {
    const bin = months * size;
    const since = (wall.year - 2000) * 12 + wall.month - 1;
    return instant({ ...start, month: 1 + Math.floor(since / bin) * bin }, zone);
  }
  const length = fixedLength(unit);
  if (length >= DAY) {
    const days = Math.floor((Date.UTC(wall.year, wall.month - 1, wall.day) - Date.UTC(2000, 0, 1)) / DAY);
    // 2000-01-01 was a Saturday.
    const first = unit === "week" ? (WEEKDAYS.indexOf(startOfWeek) + 1) % 7 : 0;
    const bin = (length / DAY) * size;
    return instant({ ...start, day: 1 + first + Math.floor((days - first) / bin) * bin }, zone);
  }
  const origin = instant(start, zone).getTime();
  const bin = length * size;
  return new Date(origin + Math.floor((date.getTime() - origin) / bin) * bin);
}

export function dayOfYear({ year, month, day }: WallTime): number {
  return Math.round((Date.UTC(year, month - 1, day) - Date.UTC(year, 0, 1)) / DAY) + 1;
}

/** Weeks begin on Sunday; the days before the first Sunday are week 0. */
export function weekOfYear(wall: WallTime): number {
  const weekday = new Date(Date.UTC(wall.year, wall.month - 1, wall.day)).getUTCDay();
  return Math.floor((dayOfYear(wall) + 6 - weekday) / 7);
}

export function isoWeek({ year, month, day }: WallTime): { year: number; week: number } {
  const thursday = new Date(Date.UTC(year, month - 1, day));
  thursday.setUTCDate(thursday.getUTCDate() + 4 - (thursday.getUTCDay() || 7));
  const isoYear = thursday.getUTCFullYear();
  return { year: isoYear, week: Math.ceil(((thursday.getTime() - Date.UTC(isoYear, 0, 1)) / DAY + 1) / 7) };
}

function daysIn(year: number, month: number): number {
  return new Date(Date.UTC(year, month, 0)).getUTCDate();
}

function fixedLength(unit: string): number {
  const length = FIXED[unit];
  if (length === undefined) throw new CommandError(9, `unknown time unit value: ${unit}`);
  return length;
}

/** 1970-01-01 was a Thursday: how many days after it the first week of this kind began. */
function weekOffset(startOfWeek: string): number {
  return (WEEKDAYS.indexOf(startOfWeek) + 3) % 7;
}
