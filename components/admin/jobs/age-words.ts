/** "under a minute", "12 min", "3 h", "2 d". */
export function ageWords(minutes: number): string {
  if (minutes < 1) return "under a minute";
  if (minutes < 60) return `${Math.floor(minutes)} min`;
  if (minutes < 48 * 60) return `${Math.floor(minutes / 60)} h`;
  return `${Math.floor(minutes / 1_440)} d`;
}

/** How long before `now` something was, as "12 min ago". */
export function agoWords(instant: string, now: string): string {
  return `${ageWords((Date.parse(now) - Date.parse(instant)) / 60_000)} ago`;
}

/** "every minute", "every 5 minutes", "every hour", "every day". */
export function periodWords(minutes: number): string {
  if (minutes === 1) return "every minute";
  if (minutes < 60) return `every ${minutes} minutes`;
  if (minutes === 60) return "every hour";
  if (minutes < 1_440) return `every ${minutes / 60} hours`;
  return minutes === 1_440 ? "every day" : `every ${minutes / 1_440} days`;
}

/** "40 ms", "1.2 s", "3 min". */
export function durationWords(ms: number): string {
  if (ms < 1_000) return `${ms} ms`;
  if (ms < 60_000) return `${(ms / 1_000).toFixed(1)} s`;
  return ageWords(ms / 60_000);
}
