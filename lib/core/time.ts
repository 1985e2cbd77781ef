/**
 * The one file that knows the time library. Wall time always comes with its zone; instants are UTC.
 *
 * The library is exact but slow, so it is asked only for a zone's changes of offset, once per zone and stretch of
 * years; everything after that is integer arithmetic over this short table.
 */
import { Temporal } from "temporal-polyfill";

const minute_ms = 60_000;
const day_ms = 86_400_000;

/** Wall clock to instant and back for one zone; days are counted from 1970-01-01. */
export interface ZoneClock {
  /**
   * The instant (epoch ms) of a wall-clock minute of a day. One that does not exist becomes the first valid instant
   * after it, one that exists twice its first occurrence; so a later wall time never gives an earlier instant.
   */
  instantOf(day: number, minute: number): number;
  dayOf(instant: number): number;
}

/** A clock that is right between two instants (a year's margin on both sides). Throws RangeError for an unknown zone. */
export function zoneClock(timezone: string, from: Date, until: Date): ZoneClock {
  const { starts, offsets } = zoneTable(timezone, from.getUTCFullYear() - 1, until.getUTCFullYear() + 2);
  return {
    instantOf(day, minute) {
      const wall = day * day_ms + minute * minute_ms;
      let i = 0;
      while (i + 1 < starts.length && wall - offsets[i]! >= starts[i + 1]!) i += 1;
      return Math.max(wall - offsets[i]!, starts[i]!);
    },
    dayOf(instant) {
      let i = 0;
      while (i + 1 < starts.length && instant >= starts[i + 1]!) i += 1;
      return Math.floor((instant + offsets[i]!) / day_ms);
    },
  };
}

/** The instant of a wall-clock minute (0 to 1440) of a date, by the rule of `ZoneClock.instantOf`. */
export function wallTimeToInstant(wall: { date: string; minute: number; timezone: string }): Date {
  const day = dayNumber(wall.date);
  const near = new Date(day * day_ms);
  return new Date(zoneClock(wall.timezone, near, near).instantOf(day, wall.minute));
}

/** The first instant of a date in a zone; usually midnight, but some days begin at 01:00. */
export function startOfDate(date: string, timezone: string): Date {
  return wallTimeToInstant({ date, minute: 0, timezone });
}

/** The calendar date of an instant in a zone, as "2026-11-24". */
export function dateInZone(instant: Date, timezone: string): string {
  return dateOfDay(zoneClock(timezone, instant, instant).dayOf(instant.getTime()));
}

export function addDays(date: string, days: number): string {
  return dateOfDay(dayNumber(date) + days);
}

/** "2026-11-24" as days since 1970-01-01. Throws RangeError for a date that the calendar does not have. */
export function dayNumber(date: string): number {
  const time = Date.parse(`${date}T00:00:00Z`);
  if (Number.isNaN(time) || dateOfDay(time / day_ms) !== date) throw new RangeError(`not a date: ${date}`);
  return time / day_ms;
}

export function dateOfDay(day: number): string {
  return new Date(day * day_ms).toISOString().slice(0, 10);
}

/** As ISO 8601 counts: 1 is Monday, 7 is Sunday. 1970-01-01 was a Thursday. */
export function weekdayOfDay(day: number): number {
  return ((((day + 3) % 7) + 7) % 7) + 1;
}

interface ZoneTable {
  from_year: number;
  until_year: number;
  /** `offsets[i]` (ms ahead of UTC) holds from `starts[i]` until `starts[i + 1]`. */
  starts: number[];
  offsets: number[];
}

const tables = new Map<string, ZoneTable>();

function zoneTable(timezone: string, fromYear: number, untilYear: number): ZoneTable {
  // Zone names ignore case: folding them keeps the number of tables at the number of zones.
  const key = timezone.toLowerCase();
  const known = tables.get(key);
  if (known && known.from_year <= fromYear && known.until_year >= untilYear) return known;
  const table = readZone({
    timezone,
    from_year: Math.min(fromYear, known?.from_year ?? fromYear),
    until_year: Math.max(untilYear, known?.until_year ?? untilYear),
  });
  tables.set(key, table);
  return table;
}

function readZone(stretch: { timezone: string; from_year: number; until_year: number }): ZoneTable {
  const { timezone, from_year, until_year } = stretch;
  const end = Date.UTC(until_year, 0, 1);
  const starts: number[] = [];
  const offsets: number[] = [];
  let at: Temporal.ZonedDateTime | null = Temporal.Instant.fromEpochMilliseconds(Date.UTC(from_year, 0, 1)).toZonedDateTimeISO(timezone);
  while (at && at.epochMilliseconds < end) {
    starts.push(at.epochMilliseconds);
    offsets.push(at.offsetNanoseconds / 1_000_000);
    at = at.getTimeZoneTransition("next");
  }
  return { from_year, until_year, starts, offsets };
}
