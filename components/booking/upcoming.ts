import { dateKey, formatClock, formatDay, formatLongDay } from "@/lib/core/format-time";

/** "In 20 minutes", "Tomorrow at 7:00 PM", "Friday at 4:00 PM", "Tue, Dec 8, 7:00 PM"; "Now, until 8:00 PM" while it lasts. */
export function upcomingWords(session: { starts_at: Date; ends_at: Date }, { zone, now }: { zone: string; now: Date }): string {
  const { starts_at, ends_at } = session;
  const clock = formatClock(starts_at, zone);
  const ahead = starts_at.getTime() - now.getTime();
  if (ahead <= 0) return ends_at > now ? `Now, until ${formatClock(ends_at, zone)}` : `${formatDay(starts_at, zone)}, ${clock}`;
  if (ahead < 60 * minute) return inMinutes(Math.ceil(ahead / minute));
  const daysAhead = daysBetween(dateKey(now, zone), dateKey(starts_at, zone));
  if (daysAhead === 0) return `Today at ${clock}`;
  if (daysAhead === 1) return `Tomorrow at ${clock}`;
  if (daysAhead < 7) return `${formatLongDay(starts_at, zone).split(",")[0]} at ${clock}`;
  return `${formatDay(starts_at, zone)}, ${clock}`;
}

const minute = 60_000;

function inMinutes(minutes: number): string {
  return minutes === 1 ? "In one minute" : `In ${minutes} minutes`;
}

/** Whole calendar days between two "2026-11-24": dates have no clock changes. */
function daysBetween(from: string, to: string): number {
  return (Date.parse(to) - Date.parse(from)) / (24 * 60 * minute);
}
