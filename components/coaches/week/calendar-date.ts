/** "2026-11-24" as a person reads it. A calendar date has no zone: it is read and written as if the world were UTC. */
export function weekdayName(date: string): string {
  return part(date, { weekday: "short" });
}

export function monthName(date: string): string {
  return part(date, { month: "long" });
}

export function longDate(date: string): string {
  return part(date, { weekday: "long", month: "long", day: "numeric" });
}

export function dayOfMonth(date: string): number {
  return Number(date.slice(8));
}

export function addDays(date: string, days: number): string {
  return new Date(Date.parse(`${date}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);
}

function part(date: string, options: Intl.DateTimeFormatOptions): string {
  return new Intl.DateTimeFormat("en-US", { ...options, timeZone: "UTC" }).format(new Date(`${date}T00:00:00Z`));
}
