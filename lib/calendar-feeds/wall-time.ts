import type ICAL from "ical.js";

/** What a calendar file writes for a time: a wall clock, which a zone turns into an instant. */
export interface WallTime {
  /** Days since 1970-01-01. */
  day: number;
  second: number;
  /** A date alone, as all-day entries have it. */
  is_date: boolean;
  is_utc: boolean;
}

const day_ms = 86_400_000;

/** Of "2026-11-24", "2026-11-24T19:00:00" and "2026-11-24T19:00:00Z"; null for anything else. */
export function wallTimeOf(text: string): WallTime | null {
  const match = /^(\d{4}-\d\d-\d\d)(?:T(\d\d):(\d\d):(\d\d)(Z)?)?$/.exec(text);
  const at = match ? Date.parse(`${match[1]}T00:00:00Z`) : NaN;
  if (!match || Number.isNaN(at)) return null;
  const [, , hour = "0", minute = "0", second = "0", zulu] = match;
  return { day: at / day_ms, second: Number(hour) * 3_600 + Number(minute) * 60 + Number(second), is_date: match[2] === undefined, is_utc: zulu !== undefined };
}

/** Of a time that ical.js counted out, whose fields are wall clock. */
export function wallTimeOfFields(time: ICAL.Time): Pick<WallTime, "day" | "second"> {
  return { day: Date.UTC(time.year, time.month - 1, time.day) / day_ms, second: time.hour * 3_600 + time.minute * 60 + time.second };
}
