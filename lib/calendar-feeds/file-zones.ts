import type ICAL from "ical.js";
import { isTimeZone } from "@/lib/core/format-time";
import { zoneClock } from "@/lib/core/time";
import { type Budget, expandRule } from "./expand-rule";
import { type WallTime, wallTimeOf } from "./wall-time";
import { windowsZones } from "./windows-zones";

export interface Zone {
  /** Epoch ms. By RFC 5545 (3.3.5) a time that a clock skips is read by the offset before, one that it repeats is its first. */
  instantOf(wall: Pick<WallTime, "day" | "second">): number;
}

const day_ms = 86_400_000;
const minute_ms = 60_000;
/** Two leap years and some: how far from now a zone's changes are read on either side. */
const reach_days = 800;
const cycle_days = 1_461;

export const utc: Zone = { instantOf: ({ day, second }) => day * day_ms + second * 1_000 };

/** The zones that a file's TZIDs mean; null for one that neither is known nor comes with its rules. */
export function zoneFinder({ calendars, now, budget }: { calendars: ICAL.Component[]; now: Date; budget: Budget }): (tzid: string) => Zone | null {
  const blocks = new Map(calendars.flatMap((calendar) => calendar.getAllSubcomponents("vtimezone")).map((block) => [String(block.getFirstPropertyValue("tzid")), block]));
  const found = new Map<string, Zone | null>();
  return (tzid) => {
    const known = found.get(tzid);
    if (known !== undefined) return known;
    // Our own rules first: a calendar may have been exported with last year's.
    const name = zoneNameOf(tzid);
    const block = blocks.get(tzid);
    const zone = name ? namedZone(name, now) : block ? blockZone(block, { now, budget }) : null;
    found.set(tzid, zone);
    return zone;
  };
}

/** "Europe/Berlin" of itself, of "/mozilla.org/20050126_1/Europe/Berlin" and of "W. Europe Standard Time"; null for what is none of these. */
export function zoneNameOf(tzid: string): string | null {
  const windows = windowsZones[tzid.trim().toLowerCase()];
  if (windows) return windows;
  const segments = tzid.trim().split("/");
  return [segments, segments.slice(-3), segments.slice(-2)].map((part) => part.join("/")).find(isTimeZone) ?? null;
}

export function namedZone(timezone: string, now: Date): Zone {
  const clock = zoneClock(timezone, new Date(now.getTime() - reach_days * day_ms), new Date(now.getTime() + reach_days * day_ms));
  return zoneOf((day, minute) => clock.instantOf(day, minute), now);
}

function zoneOf(clock: (day: number, minute: number) => number, now: Date): Zone {
  const today = Math.floor(now.getTime() / day_ms);
  return {
    instantOf({ day, second }) {
      // Far away only lengths matter: the clock of a like day is near enough, and no table of ten thousand years is made.
      const cycles = day < today - reach_days ? Math.ceil((today - reach_days - day) / cycle_days) : day > today + reach_days ? -Math.ceil((day - today - reach_days) / cycle_days) : 0;
      const near = day + cycles * cycle_days;
      const minute = Math.floor(second / 60);
      const at = clock(near, minute);
      const is_skipped = clock(near, minute + 1) === at;
      return (is_skipped ? clock(near - 1, minute) + day_ms : at) + (second % 60) * 1_000 - cycles * cycle_days * day_ms;
    },
  };
}

/** A zone by the rules that the file brings along; null where they say nothing. */
function blockZone(block: ICAL.Component, { now, budget }: { now: Date; budget: Budget }): Zone | null {
  const today = Math.floor(now.getTime() / day_ms);
  const changes = ["standard", "daylight"]
    .flatMap((kind) => block.getAllSubcomponents(kind))
    .flatMap((observance) => changesOf(observance, { first: today - reach_days - 400, last: today + reach_days, budget }))
    .sort((a, b) => a.at - b.at);
  const first = changes[0];
  if (!first) return null;
  return zoneOf((day, minute) => {
    const wall = day * day_ms + minute * minute_ms;
    let from = -Infinity;
    let offset = first.before;
    for (const change of changes) {
      if (wall - offset < change.at) break;
      from = change.at;
      offset = change.offset;
    }
    return Math.max(wall - offset, from);
  }, now);
}

interface Change {
  at: number;
  before: number;
  offset: number;
}

function changesOf(observance: ICAL.Component, { first, last, budget }: { first: number; last: number; budget: Budget }): Change[] {
  const start = wallTimeOf(String(observance.getFirstProperty("dtstart")?.toJSON()[3]));
  const before = offsetOf(observance, "tzoffsetfrom");
  const offset = offsetOf(observance, "tzoffsetto");
  if (!start || before === null || offset === null) return [];
  const change = (wall: Pick<WallTime, "day" | "second">): Change => ({ at: utc.instantOf(wall) - before, before, offset });
  const changes = [change(start)];
  for (const property of observance.getAllProperties("rdate")) {
    for (const text of property.toJSON().slice(3)) {
      const wall = wallTimeOf(String(text));
      if (wall) changes.push(change(wall));
    }
  }
  for (const property of observance.getAllProperties("rrule")) {
    const rule = property.getFirstValue() as ICAL.Recur;
    const until = rule.until ? utc.instantOf(wallTimeOf(rule.until.toString()) ?? start) : Infinity;
    for (const wall of expandRule({ rule, start, after_day: first, budget })) {
      const next = change(wall);
      if (wall.day > last || next.at > until) break;
      changes.push(next);
    }
  }
  return changes;
}

function offsetOf(observance: ICAL.Component, name: string): number | null {
  const match = /^([+-])(\d\d):(\d\d)(?::(\d\d))?$/.exec(String(observance.getFirstProperty(name)?.toJSON()[3]));
  if (!match) return null;
  const [, sign, hours, minutes, seconds = "0"] = match;
  return (sign === "-" ? -1 : 1) * (Number(hours) * 3_600 + Number(minutes) * 60 + Number(seconds)) * 1_000;
}
