import { CommandError } from "../../errors.ts";

export interface WallTime {
  year: number;
  month: number;
  day: number;
  hour: number;
  minute: number;
  second: number;
  millisecond: number;
}

/** What a clock in the zone shows at an instant. */
export function wallTime(date: Date, zone: string): WallTime {
  const local = new Date(date.getTime() + offsetMilliseconds(date.getTime(), zone));
  return {
    year: local.getUTCFullYear(), month: local.getUTCMonth() + 1, day: local.getUTCDate(),
    hour: local.getUTCHours(), minute: local.getUTCMinutes(), second: local.getUTCSeconds(), millisecond: local.getUTCMilliseconds(),
  };
}

/** The instant at which a clock in the zone shows this; parts beyond their range carry over. */
export function instant(wall: WallTime, zone: string): Date {
  const local = new Date(0);
  local.setUTCFullYear(wall.year, wall.month - 1, wall.day);
  local.setUTCHours(wall.hour, wall.minute, wall.second, wall.millisecond);
  const first = local.getTime() - offsetMilliseconds(local.getTime(), zone);
  return new Date(local.getTime() - offsetMilliseconds(first, zone));
}

export function offsetMilliseconds(time: number, zone: string): number {
  const fixed = /^([+-])(\d\d):?(\d\d)?$/.exec(zone);
  if (fixed) return (fixed[1] === "-" ? -1 : 1) * (Number(fixed[2]) * 60 + Number(fixed[3] ?? 0)) * 60_000;
  if (zone === "UTC" || zone === "GMT" || zone === "Z") return 0;
  const parts = Object.fromEntries(formatter(zone).formatToParts(time).map(({ type, value }) => [type, Number(value)]));
  const shown = Date.UTC(parts["year"] ?? 0, (parts["month"] ?? 1) - 1, parts["day"], parts["hour"], parts["minute"], parts["second"]);
  return shown - Math.floor(time / 1000) * 1000;
}

const formatters = new Map<string, Intl.DateTimeFormat>();

function formatter(zone: string): Intl.DateTimeFormat {
  let known = formatters.get(zone);
  if (known) return known;
  try {
    known = new Intl.DateTimeFormat("en-US", {
      timeZone: zone, hourCycle: "h23", year: "numeric", month: "numeric", day: "numeric", hour: "numeric", minute: "numeric", second: "numeric",
    });
  } catch {
    throw new CommandError(40485, `unrecognized time zone identifier: "${zone}"`);
  }
  formatters.set(zone, known);
  return known;
}
