import { dateKey, formatClock, formatDay } from "@/lib/core/format-time";

/** "Today, 5:30 PM", "Yesterday, 5:30 PM", "Tue, Nov 24, 5:30 PM": when a notice came, on the clock of whoever reads it. */
export function saidWhen(instant: Date, zone: string, now: Date): string {
  const day = dateKey(instant, zone);
  const clock = formatClock(instant, zone);
  if (day === dateKey(now, zone)) return `Today, ${clock}`;
  if (day === dayBefore(dateKey(now, zone))) return `Yesterday, ${clock}`;
  return `${formatDay(instant, zone)}, ${clock}`;
}

function dayBefore(date: string): string {
  return new Date(Date.parse(`${date}T00:00:00Z`) - 86_400_000).toISOString().slice(0, 10);
}
