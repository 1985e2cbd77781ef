import type { DayRange, WeeklyRange } from "@/lib/availability/schema";

export const weekdayNames = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"] as const;
export const weekdays = [1, 2, 3, 4, 5, 6, 7] as const;

export function weekdayName(weekday: number): string {
  return weekdayNames[weekday - 1] ?? "";
}

/** The ranges of one weekday, by start. */
export function rangesOf(weekly: readonly WeeklyRange[], weekday: number): DayRange[] {
  return weekly.filter((each) => each.weekday === weekday).map(({ start_minute, end_minute }) => ({ start_minute, end_minute }));
}

export function withDay(weekly: readonly WeeklyRange[], weekday: number, ranges: readonly DayRange[]): WeeklyRange[] {
  const others = weekly.filter((each) => each.weekday !== weekday);
  const day = ranges.map((range) => ({ weekday, ...range }));
  return [...others, ...day].sort((a, b) => a.weekday - b.weekday || a.start_minute - b.start_minute);
}

/** Ranges that overlap or touch become one, so that nothing a person draws can be refused. */
export function merged(ranges: readonly DayRange[]): DayRange[] {
  const result: DayRange[] = [];
  for (const range of ranges.toSorted((a, b) => a.start_minute - b.start_minute)) {
    const last = result.at(-1);
    if (last && range.start_minute <= last.end_minute) last.end_minute = Math.max(last.end_minute, range.end_minute);
    else result.push({ ...range });
  }
  return result;
}

export function copiedTo(weekly: readonly WeeklyRange[], from: number, to: readonly number[]): WeeklyRange[] {
  const ranges = rangesOf(weekly, from);
  return to.reduce<WeeklyRange[]>((result, weekday) => withDay(result, weekday, ranges), [...weekly]);
}

/** The next free hour of a day behind what is there: nine o'clock on an empty day. Null where the day is full. */
export function nextRange(ranges: readonly DayRange[]): DayRange | null {
  const last = ranges.at(-1);
  if (!last) return { start_minute: 9 * 60, end_minute: 17 * 60 };
  const start_minute = Math.min(last.end_minute + 60, 23 * 60);
  return start_minute > last.end_minute ? { start_minute, end_minute: start_minute + 60 } : null;
}

/** The two ranges that overlap, as a sentence for the person; null where all are apart. */
export function overlapOf(ranges: readonly DayRange[]): string | null {
  const sorted = ranges.toSorted((a, b) => a.start_minute - b.start_minute);
  const first = sorted.find((each, i) => (sorted[i + 1]?.start_minute ?? 1_440) < each.end_minute);
  return first ? `The time from ${clockOf(first.start_minute)} overlaps the one after it.` : null;
}

export function minutesOf(weekly: readonly DayRange[]): number {
  return weekly.reduce((sum, { start_minute, end_minute }) => sum + end_minute - start_minute, 0);
}

/** "6 h 30 min". */
export function durationWords(minutes: number): string {
  const [hours, rest] = [Math.floor(minutes / 60), minutes % 60];
  return [hours > 0 && `${hours} h`, rest > 0 && `${rest} min`].filter(Boolean).join(" ") || "0 h";
}

/** "9:00 AM"; the end of the day is "midnight". */
export function clockOf(minute: number): string {
  if (minute === 1_440) return "midnight";
  const hour = Math.floor(minute / 60);
  return `${hour % 12 || 12}:${String(minute % 60).padStart(2, "0")} ${hour < 12 ? "AM" : "PM"}`;
}

/** "12 – 4:30 PM": as short as a narrow column needs. */
export function rangeWords({ start_minute, end_minute }: DayRange): string {
  const [start, end] = [clockOf(start_minute), clockOf(end_minute)].map((clock) => clock.replace(":00", ""));
  const isSameHalf = start?.slice(-2) === end?.slice(-2);
  return `${isSameHalf ? start?.slice(0, -3) : start} – ${end}`;
}

export const presets: { label: string; weekly_hours: WeeklyRange[] }[] = [
  { label: "Weekdays, 9 to 5", weekly_hours: on([1, 2, 3, 4, 5], { start_minute: 540, end_minute: 1_020 }) },
  { label: "Weekday evenings", weekly_hours: on([1, 2, 3, 4, 5], { start_minute: 1_020, end_minute: 1_260 }) },
  { label: "Weekends", weekly_hours: on([6, 7], { start_minute: 600, end_minute: 960 }) },
];

function on(days: number[], range: DayRange): WeeklyRange[] {
  return days.map((weekday) => ({ weekday, ...range }));
}
