import { setImmediate as nextTurn } from "node:timers/promises";
import ICAL from "ical.js";
import type { InstantRange } from "@/lib/availability/schema";
import { policy } from "@/lib/config/policy";
import { CalendarFailure } from "./calendar-failure";
import { type Budget, expandRule, UnreadableRule } from "./expand-rule";
import { namedZone, utc, type Zone, zoneFinder, zoneNameOf } from "./file-zones";
import { mergeRanges } from "./merge-ranges";
import { type WallTime, wallTimeOf } from "./wall-time";

export interface CalendarContent {
  /** What the calendar calls itself. */
  name: string | null;
  busy: InstantRange[];
  /** Entries that have no time that we can make out, or repeat in a way that we cannot follow: they block nothing. */
  unread: number;
}

interface Reading {
  text: string;
  /** The coach's: of times without a zone, and of whole days where the calendar names none. */
  timezone: string;
  /** Entries that are sessions booked here, by UID: the bookings say better when those are. */
  own_uids: ReadonlySet<string>;
  now: Date;
}

const day_ms = 86_400_000;
/** For all rules of a file together: a second or two of work at the very most. */
const budget_of_a_file = 400_000;

/** Longer than this at a stretch and the people whose pages this process makes would notice. */
const turn_ms = 20;

/**
 * When somebody whose calendar this is is busy, from yesterday until the farthest day that can be booked; a CalendarFailure where
 * it cannot be read. A large calendar takes a second: others have their turn in between.
 */
export async function busyOfIcs({ text, timezone, own_uids, now }: Reading): Promise<CalendarContent> {
  const calendars = calendarsOf(text);
  const window = { from: now.getTime() - day_ms, until: now.getTime() + (policy.horizon_max_days + 1) * day_ms };
  const budget: Budget = { left: budget_of_a_file };
  const own = namedZone(timezone, now);
  const findZone = zoneFinder({ calendars, now, budget });
  const named = textOf(calendars[0], "x-wr-timezone");
  const day_zone = (named && zoneNameOf(named) && findZone(named)) || own;
  const zones = { ofDays: day_zone, ofFloating: own, find: findZone };

  const busy: (readonly [number, number])[] = [];
  let unread = 0;
  const read = (work: () => Iterable<readonly [number, number]>) => {
    try {
      for (const range of work()) busy.push(range);
    } catch (error) {
      if (!(error instanceof UnreadableRule)) throw error;
      unread += 1;
    }
  };
  let turn_began = performance.now();
  for (const [uid, entries] of entriesByUid(calendars)) {
    if (performance.now() - turn_began > turn_ms) {
      await nextTurn();
      turn_began = performance.now();
    }
    if (own_uids.has(uid)) continue;
    const overrides = entries.filter((entry) => entry.hasProperty("recurrence-id"));
    for (const entry of entries) read(() => (entry.hasProperty("recurrence-id") ? occurrenceAlone(entry, zones) : occurrences(entry, { overrides, zones, window, budget })));
    if (budget.left < 0) throw new CalendarFailure("This calendar repeats more than we can follow.");
  }
  for (const entry of calendars.flatMap((calendar) => calendar.getAllSubcomponents("vfreebusy"))) read(() => freeBusy(entry));
  return { name: textOf(calendars[0], "x-wr-calname")?.replace(/\\([\\,;])/g, "$1") ?? null, busy: mergeRanges(busy, window), unread };
}

function calendarsOf(text: string): ICAL.Component[] {
  try {
    if (hasEndlessParameters(text)) throw new Error("endless parameters");
    const parsed = ICAL.parse(text) as unknown[];
    // Several calendars in one file come as a list of them.
    const roots = (Array.isArray(parsed[0]) ? parsed : [parsed]) as [string, unknown[], unknown[]][];
    const calendars = roots.filter(([name]) => name === "vcalendar").map((root) => new ICAL.Component(root));
    if (calendars.length > 0) return calendars;
  } catch {
    // The library throws plain Errors for whatever it cannot read.
  }
  throw new CalendarFailure("This calendar is damaged: it cannot be read to its end.");
}

/** The library looks for a line's colon again from each of its parameters on: a megabyte of them would take it minutes. */
function hasEndlessParameters(text: string): boolean {
  const stretches = text.replace(/\r?\n[ \t]/g, "").split(/[:\r\n]/);
  return stretches.some((stretch) => stretch.length > 8_000 && stretch.split(/;[\w-]+=/).length > 200);
}

function entriesByUid(calendars: ICAL.Component[]): Map<string, ICAL.Component[]> {
  const groups = new Map<string, ICAL.Component[]>();
  for (const [index, entry] of calendars.flatMap((calendar) => calendar.getAllSubcomponents("vevent")).entries()) {
    const uid = textOf(entry, "uid") ?? `without a UID ${index}`;
    const group = groups.get(uid);
    if (group) group.push(entry);
    else groups.set(uid, [entry]);
  }
  return groups;
}

interface Zones {
  ofDays: Zone;
  ofFloating: Zone;
  find: (tzid: string) => Zone | null;
}

interface Moment {
  wall: WallTime;
  zone: Zone;
  at: number;
}

/** An occurrence that was moved, shortened or called off: it stands for itself. One that stands for all later ones is read by `occurrences`. */
function* occurrenceAlone(entry: ICAL.Component, zones: Zones): Generator<readonly [number, number]> {
  if (isFree(entry) || isForAllLater(entry)) return;
  const start = requireMoment(entry, "dtstart", zones);
  yield [start.at, endOf(start, lengthOf(entry, start, zones))];
}

interface Expansion {
  overrides: ICAL.Component[];
  zones: Zones;
  window: { from: number; until: number };
  budget: Budget;
}

function* occurrences(entry: ICAL.Component, { overrides, zones, window, budget }: Expansion): Generator<readonly [number, number]> {
  const start = requireMoment(entry, "dtstart", zones);
  const length = lengthOf(entry, start, zones);
  const replaced = momentsOf(overrides.filter((each) => !isForAllLater(each)), "recurrence-id", zones);
  const left_out = [...momentsOf([entry], "exdate", zones), ...replaced];
  const instants = new Set(left_out.filter(({ wall }) => !wall.is_date || start.wall.is_date).map(({ at }) => at));
  // Some calendars leave out a timed occurrence by its date alone.
  const dates = new Set(left_out.filter(({ wall }) => wall.is_date).map(({ wall }) => wall.day));
  const later = laterOverrides(overrides, zones);
  const is_free = isFree(entry);

  for (const { wall, at, ends_at } of startsOf(entry, { start, zones, window, length, budget })) {
    if (instants.has(at) || dates.has(wall.day)) continue;
    const change = later.findLast((each) => each.from <= at);
    if (change ? change.is_free : is_free) continue;
    if (change) yield [at + change.moved_ms, endOf({ ...start, wall, at: at + change.moved_ms }, change.length)];
    else yield [at, ends_at ?? endOf({ ...start, wall, at }, length)];
  }
}

/** The start itself, the dates that are listed and those of the rules that could reach into the window. */
function* startsOf(
  entry: ICAL.Component,
  { start, zones, window, length, budget }: { start: Moment; length: Length } & Omit<Expansion, "overrides">,
): Generator<{ wall: WallTime; at: number; ends_at?: number }> {
  yield start;
  for (const property of entry.getAllProperties("rdate")) {
    for (const value of valuesOf(property)) {
      const [text, end] = Array.isArray(value) ? value : [value];
      const moment = momentOf(String(text), property, zones);
      if (moment) yield { ...moment, ...(end !== undefined && { ends_at: endOfPeriod(moment, String(end)) }) };
    }
  }
  // A day more on either side: clocks of the world are up to 14 hours apart.
  const after_day = Math.floor((window.from - length.ms) / day_ms) - 1;
  const last_day = Math.floor(window.until / day_ms) + 1;
  for (const property of entry.getAllProperties("rrule")) {
    const rule = property.getFirstValue() as ICAL.Recur;
    const until = untilOf(rule, start);
    for (const time of expandRule({ rule, start: start.wall, after_day, budget })) {
      const wall = { ...start.wall, ...time };
      const at = start.zone.instantOf(wall);
      if (wall.day > last_day || at > until) break;
      if (at !== start.at) yield { wall, at };
    }
  }
}

/** The last instant at which a rule may still start something. A date means all of that day. */
function untilOf(rule: ICAL.Recur, start: Moment): number {
  if (!rule.until) return Infinity;
  const wall = wallTimeOf(rule.until.toString());
  if (!wall) throw new UnreadableRule();
  if (wall.is_date || start.wall.is_date) return start.zone.instantOf({ day: wall.day + 1, second: 0 }) - 1;
  return (wall.is_utc ? utc : start.zone).instantOf(wall);
}

interface LaterOverride {
  from: number;
  moved_ms: number;
  length: Length;
  is_free: boolean;
}

function laterOverrides(overrides: ICAL.Component[], zones: Zones): LaterOverride[] {
  return overrides
    .filter(isForAllLater)
    .map((entry) => {
      const from = requireMoment(entry, "recurrence-id", zones).at;
      const start = requireMoment(entry, "dtstart", zones);
      return { from, moved_ms: start.at - from, length: lengthOf(entry, start, zones), is_free: isFree(entry) };
    })
    .sort((a, b) => a.from - b.from);
}

/** How long each occurrence lasts: whole days by the calendar, everything else in elapsed time. */
interface Length {
  ms: number;
  days: number | null;
}

function lengthOf(entry: ICAL.Component, start: Moment, zones: Zones): Length {
  const end = momentsOf([entry], "dtend", zones)[0];
  const duration = durationMs(textOf(entry, "duration"));
  if (start.wall.is_date) {
    const days = Math.max(1, end ? end.wall.day - start.wall.day : Math.ceil((duration ?? day_ms) / day_ms));
    return { ms: days * day_ms, days };
  }
  return { ms: Math.max(0, end ? end.at - start.at : (duration ?? 0)), days: null };
}

function endOf({ wall, zone, at }: Moment, { ms, days }: Length): number {
  return days === null ? at + ms : zone.instantOf({ day: wall.day + days, second: 0 });
}

function* freeBusy(entry: ICAL.Component): Generator<readonly [number, number]> {
  for (const property of entry.getAllProperties("freebusy")) {
    if (String(property.getParameter("fbtype") ?? "BUSY").toUpperCase() === "FREE") continue;
    for (const value of valuesOf(property)) {
      const [from, to] = Array.isArray(value) ? value : String(value).split("/");
      const wall = wallTimeOf(String(from));
      if (!wall) throw new UnreadableRule();
      const start = { wall, zone: utc, at: utc.instantOf(wall) };
      yield [start.at, endOfPeriod(start, String(to))];
    }
  }
}

function endOfPeriod(start: Moment, end: string): number {
  const wall = wallTimeOf(end);
  if (wall) return (wall.is_utc ? utc : start.zone).instantOf(wall);
  return start.at + (durationMs(end) ?? 0);
}

function isFree(entry: ICAL.Component): boolean {
  const says = (name: string) => textOf(entry, name)?.trim().toUpperCase();
  if (says("status") === "CANCELLED" || says("transp") === "TRANSPARENT") return true;
  return ["FREE", "WORKINGELSEWHERE"].includes(says("x-microsoft-cdo-busystatus") ?? "");
}

function isForAllLater(entry: ICAL.Component): boolean {
  return String(entry.getFirstProperty("recurrence-id")?.getParameter("range") ?? "").toUpperCase() === "THISANDFUTURE";
}

function requireMoment(entry: ICAL.Component, name: string, zones: Zones): Moment {
  const moment = momentsOf([entry], name, zones)[0];
  if (!moment) throw new UnreadableRule();
  return moment;
}

function momentsOf(entries: ICAL.Component[], name: string, zones: Zones): Moment[] {
  return entries
    .flatMap((entry) => entry.getAllProperties(name))
    .flatMap((property) => valuesOf(property).map((value) => momentOf(String(value), property, zones)))
    .filter((moment) => moment !== null);
}

function momentOf(text: string, property: ICAL.Property, zones: Zones): Moment | null {
  const wall = wallTimeOf(text);
  if (!wall) return null;
  const tzid = property.getParameter("tzid");
  const zone = wall.is_utc ? utc : wall.is_date ? zones.ofDays : ((tzid && zones.find(String(tzid))) || zones.ofFloating);
  return { wall, zone, at: zone.instantOf(wall) };
}

/** As jCal has them (RFC 7265): the library's own times would read the file's time zones. */
function valuesOf(property: ICAL.Property): unknown[] {
  return property.toJSON().slice(3);
}

function textOf(component: ICAL.Component | undefined, name: string): string | null {
  const property = component?.getFirstProperty(name);
  const value = property ? valuesOf(property)[0] : undefined;
  return typeof value === "string" && value !== "" ? value : null;
}

function durationMs(text: string | null): number | null {
  if (text === null) return null;
  try {
    return ICAL.Duration.fromString(text).toSeconds() * 1_000;
  } catch {
    return null;
  }
}
