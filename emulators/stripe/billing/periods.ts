export const intervals = ["day", "week", "month", "year"] as const;
export type Interval = (typeof intervals)[number];

/** The end of a period that begins at `start`, in seconds. Months keep the anchor's day, as far as the month has it. */
export function periodEnd(start: number, { interval, interval_count }: { interval: Interval; interval_count: number }, anchor: number): number {
  if (interval === "day") return start + interval_count * 86_400;
  if (interval === "week") return start + interval_count * 7 * 86_400;
  const months = interval === "year" ? interval_count * 12 : interval_count;
  const [from, day] = [new Date(start * 1000), new Date(anchor * 1000).getUTCDate()];
  const first = new Date(Date.UTC(from.getUTCFullYear(), from.getUTCMonth() + months, 1, from.getUTCHours(), from.getUTCMinutes(), from.getUTCSeconds()));
  const daysInMonth = new Date(Date.UTC(first.getUTCFullYear(), first.getUTCMonth() + 1, 0)).getUTCDate();
  first.setUTCDate(Math.min(day, daysInMonth));
  return Math.floor(first.getTime() / 1000);
}
