/**
 * Instants as people read them, in a named zone, in English unless a locale says otherwise. Intl only, so that the browser pays nothing for it;
 * arithmetic with zones lives in time.ts.
 */

const cache = new Map<string, Intl.DateTimeFormat>();

const english = "en-US";

function formatter(zone: string, options: Intl.DateTimeFormatOptions, locale = english): Intl.DateTimeFormat {
  // Zone names ignore case: without folding, a visitor could fill the cache with spellings of one zone.
  const key = `${locale} ${zone.toLowerCase()} ${JSON.stringify(options)}`;
  let format = cache.get(key);
  if (!format) {
    format = new Intl.DateTimeFormat(locale, { ...options, timeZone: zone });
    cache.set(key, format);
  }
  return format;
}

/** "7:00 PM". Intl puts a narrow no-break space before PM; a plain one reads the same and can be searched. */
export function formatClock(instant: Date, zone: string, locale = english): string {
  return plain(formatter(zone, { hour: "numeric", minute: "2-digit" }, locale).format(instant));
}

/** "Tue, Nov 24". */
export function formatDay(instant: Date, zone: string, locale = english): string {
  return formatter(zone, { weekday: "short", month: "short", day: "numeric" }, locale).format(instant);
}

/** "Tuesday, November 24, 2026". */
export function formatLongDay(instant: Date, zone: string): string {
  return formatter(zone, { weekday: "long", month: "long", day: "numeric", year: "numeric" }).format(instant);
}

/** "Tue, Nov 24, 7:00 – 8:00 PM"; the second day is named where the range crosses midnight. */
export function formatRange(range: { starts_at: Date; ends_at: Date }, zone: string, locale = english): string {
  const { starts_at, ends_at } = range;
  const [start, end] = [starts_at, ends_at].map((instant) => formatClock(instant, zone, locale)) as [string, string];
  const [day, lastDay] = [starts_at, ends_at].map((instant) => formatDay(instant, zone, locale));
  if (dateKey(starts_at, zone) !== dateKey(ends_at, zone)) return `${day}, ${start} – ${lastDay}, ${end}`;
  const half = /\s[ap]m$/i;
  const isHalfShared = half.exec(start)?.[0] === half.exec(end)?.[0];
  return `${day}, ${isHalfShared ? start.replace(half, "") : start} – ${end}`;
}

/** "Today 5:30 PM", "Tue 7:00 PM" within the coming week, "Nov 24, 7:00 PM" after it. */
export function formatSoon(instant: Date, zone: string, now: Date): string {
  const clock = formatClock(instant, zone);
  if (dateKey(instant, zone) === dateKey(now, zone)) return `Today ${clock}`;
  if (instant.getTime() - now.getTime() < 6 * 86_400_000) {
    return `${formatter(zone, { weekday: "short" }).format(instant)} ${clock}`;
  }
  return `${formatter(zone, { month: "short", day: "numeric" }).format(instant)}, ${clock}`;
}

/** "2026-11-24": the calendar date of an instant in a zone. */
export function dateKey(instant: Date, zone: string): string {
  return formatter(zone, { year: "numeric", month: "2-digit", day: "2-digit" })
    .format(instant)
    .replace(/(\d+)\/(\d+)\/(\d+)/, "$3-$1-$2");
}

/** "New York (EST)": the place from the zone's id, the short name in force at that instant; "UTC" alone. */
export function zoneLabel(zone: string, instant: Date, locale = english): string {
  const place = zonePlace(zone);
  const name = zoneShortName(zone, instant, locale);
  return place === name ? name : `${place} (${name})`;
}

/** "New York" from "America/New_York". */
export function zonePlace(zone: string): string {
  return (zone.split("/").at(-1) ?? zone).replaceAll("_", " ");
}

function zoneShortName(zone: string, instant: Date, locale: string): string {
  const parts = formatter(zone, { timeZoneName: "short" }, locale).formatToParts(instant);
  return parts.find((part) => part.type === "timeZoneName")?.value ?? zone;
}

/** True for a zone that this runtime knows by its IANA name; offsets such as "+05:00" are refused. */
export function isTimeZone(zone: string): boolean {
  if (!/^(UTC|[A-Za-z]+\/[A-Za-z0-9_+\-/]+)$/.test(zone)) return false;
  try {
    new Intl.DateTimeFormat("en-US", { timeZone: zone });
    return true;
  } catch {
    return false;
  }
}

function plain(text: string): string {
  return text.replaceAll("\u202f", " ");
}
