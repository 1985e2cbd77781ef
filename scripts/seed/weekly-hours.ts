import type { WeeklyRange } from "@/lib/availability/schema";

const days = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];

/** "Mon-Fri 9-12 17:30-21; Sat 10-14" as ranges; days may run over the end of the week ("Sun-Thu"). */
export function weeklyHours(text: string): WeeklyRange[] {
  return text.split(";").flatMap((part) => {
    const words = part.trim().split(/\s+/);
    const weekdays = words.filter((word) => /^[A-Z]/.test(word)).flatMap(weekdaysOf);
    const ranges = words.filter((word) => /^\d/.test(word)).map(rangeOf);
    return weekdays.flatMap((weekday) => ranges.map((range) => ({ weekday, ...range })));
  });
}

function weekdaysOf(word: string): number[] {
  const [first = "", last = first] = word.split("-");
  const from = days.indexOf(first);
  const until = days.indexOf(last);
  if (from < 0 || until < 0) throw new Error(`not a day: ${word}`);
  const count = ((until - from + 7) % 7) + 1;
  return Array.from({ length: count }, (_, i) => ((from + i) % 7) + 1);
}

function rangeOf(word: string): { start_minute: number; end_minute: number } {
  const [start_minute = NaN, end_minute = NaN] = word.split("-").map((clock) => {
    const [hours, minutes = 0] = clock.split(":").map(Number);
    return (hours ?? NaN) * 60 + minutes;
  });
  if (!(start_minute < end_minute && end_minute <= 1_440)) throw new Error(`not a range: ${word}`);
  return { start_minute, end_minute };
}
