import { tzlib_get_ical_block, tzlib_get_offset } from "timezones-ical-library";
import { isTimeZone } from "@/lib/core/format-time";

interface Block {
  tzid: string;
  vtimezone: string;
}

// A block costs more than the rest of an entry. There are some four hundred zones; names of them in odd cases shall not fill the memory.
const blocks = new Map<string, Block | null>();
const most_kept = 1_000;

/** A zone's rules as a VTIMEZONE and the name by which events refer to them; null for a zone without such a block. */
export function timezoneBlock(zone: string): Block | null {
  const known = blocks.get(zone);
  if (known !== undefined) return known;
  if (!isTimeZone(zone)) return null;
  const block = blockOf(zone);
  if (blocks.size < most_kept) blocks.set(zone, block);
  return block;
}

function blockOf(zone: string): Block | null {
  const [vtimezone, line] = tzlib_get_ical_block(zone);
  const tzid = line?.split("=")[1];
  return vtimezone && tzid && tzid !== "Etc/UTC" ? { tzid, vtimezone } : null;
}

/**
 * True where the instant's wall time means that instant, read by the block's rules. False in the hour that a clock
 * repeats in autumn (the format knows only its first pass), and where the library's rules are older than this
 * runtime's; such a time is better written in UTC.
 */
export function wallTimeIsPlain(instant: Date, zone: string): boolean {
  const part = partsOf(instant, zone);
  const offset = part.timeZoneName === "GMT" ? "+0000" : part.timeZoneName.slice("GMT".length).replace(":", "");
  return offset === tzlib_get_offset(zone, `${part.year}-${part.month}-${part.day}`, `${part.hour}:${part.minute}`);
}

function partsOf(instant: Date, zone: string): Record<"year" | "month" | "day" | "hour" | "minute" | "timeZoneName", string> {
  const found = { year: "", month: "", day: "", hour: "", minute: "", timeZoneName: "" };
  for (const { type, value } of formatOf(zone).formatToParts(instant)) if (type in found) found[type as keyof typeof found] = value;
  return found;
}

const formats = new Map<string, Intl.DateTimeFormat>();

function formatOf(zone: string): Intl.DateTimeFormat {
  const key = zone.toLowerCase();
  const known = formats.get(key);
  if (known) return known;
  const format = new Intl.DateTimeFormat("en-US", {
    timeZone: zone,
    hourCycle: "h23",
    year: "numeric",
    month: "2-digit",
    day: "2-digit",
    hour: "2-digit",
    minute: "2-digit",
    timeZoneName: "longOffset",
  });
  formats.set(key, format);
  return format;
}
