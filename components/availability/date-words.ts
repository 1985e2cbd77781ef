const format = new Intl.DateTimeFormat("en-US", { weekday: "short", month: "short", day: "numeric", year: "numeric", timeZone: "UTC" });

/** "Thu, Dec 24, 2026" for a date of the calendar, which has no zone. */
export function dateWords(date: string): string {
  return format.format(new Date(`${date}T00:00:00Z`));
}
