import type { ServiceHourDocument } from "./schema";

export interface Day {
  /** "2027-03-14", of UTC: a day of thirty is no appointment. */
  date: string;
  checks: number;
  /** In thousandths of the day's checks; null where nobody looked. */
  good_permille: number | null;
  mean_ms: number | null;
}

/** The hours of one service added up to days, the oldest first; a day that nobody looked on is there and empty. */
export function daysOf(hours: ServiceHourDocument[], { now, count }: { now: Date; count: number }): Day[] {
  return Array.from({ length: count }, (_, i) => {
    const date = new Date(now.getTime() - (count - 1 - i) * 86_400_000).toISOString().slice(0, 10);
    const ofDay = hours.filter(({ hour }) => hour.toISOString().startsWith(date));
    const sum = (field: "checks" | "bad" | "latency_sum_ms" | "latency_count") => ofDay.reduce((total, each) => total + each[field], 0);
    const [checks, timed] = [sum("checks"), sum("latency_count")];
    return {
      date,
      checks,
      good_permille: checks === 0 ? null : Math.floor(((checks - sum("bad")) * 1_000) / checks),
      mean_ms: timed === 0 ? null : Math.round(sum("latency_sum_ms") / timed),
    };
  });
}
