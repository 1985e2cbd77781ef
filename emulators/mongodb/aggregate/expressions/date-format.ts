import { CommandError } from "../../errors.ts";
import { dayOfYear, isoWeek, weekOfYear } from "./date-units.ts";
import { instant, offsetMilliseconds, wallTime } from "./zones.ts";

const MONTHS = ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"];

export function formatDate(date: Date, pattern: string, zone: string): string {
  const wall = wallTime(date, zone);
  const weekday = new Date(Date.UTC(wall.year, wall.month - 1, wall.day)).getUTCDay();
  const minutes = Math.round(offsetMilliseconds(date.getTime(), zone) / 60_000);
  return pattern.replace(/%(.?)/g, (_, letter: string) => {
    switch (letter) {
      case "Y": return String(wall.year).padStart(4, "0");
      case "m": return pad(wall.month);
      case "d": return pad(wall.day);
      case "H": return pad(wall.hour);
      case "M": return pad(wall.minute);
      case "S": return pad(wall.second);
      case "L": return pad(wall.millisecond, 3);
      case "j": return pad(dayOfYear(wall), 3);
      case "w": return String(weekday + 1);
      case "u": return String(weekday || 7);
      case "U": return pad(weekOfYear(wall));
      case "V": return pad(isoWeek(wall).week);
      case "G": return String(isoWeek(wall).year).padStart(4, "0");
      case "b": return (MONTHS[wall.month - 1] ?? "").slice(0, 3);
      case "B": return MONTHS[wall.month - 1] ?? "";
      case "z": return `${minutes < 0 ? "-" : "+"}${pad(Math.floor(Math.abs(minutes) / 60))}${pad(Math.abs(minutes) % 60)}`;
      case "Z": return String(minutes);
      case "%": return "%";
      default: throw new CommandError(18536, `Invalid format character '%${letter}' in format string`);
    }
  });
}

const ISO = /^(\d{4})-(\d\d)-(\d\d)(?:[T ](\d\d):(\d\d)(?::(\d\d)(?:\.(\d{1,3}))?)?)?(Z|[+-]\d\d:?\d\d)?$/;

/** ISO 8601 only. Null for any other text. */
export function dateFromText(text: string, zone: string): Date | null {
  const match = ISO.exec(text);
  if (!match) return null;
  const [year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0] = match.slice(1, 7).map((part) => Number(part ?? 0));
  if (month < 1 || month > 12 || day < 1 || day > 31 || hour > 23 || minute > 59 || second > 59) return null;
  return instant({ year, month, day, hour, minute, second, millisecond: Number((match[7] ?? "0").padEnd(3, "0")) }, match[8] ?? zone);
}

function pad(n: number, width = 2): string {
  return String(n).padStart(width, "0");
}
