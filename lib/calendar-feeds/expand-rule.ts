import ICAL from "ical.js";
import { type WallTime, wallTimeOfFields } from "./wall-time";

/** How much work there is left for rules; one for a file, so that many rules cost no more than a few. */
export interface Budget {
  left: number;
}

/** The rule asks for more than a calendar of a person does, or makes no sense. */
export class UnreadableRule extends Error {}

/** A rule's own share of the budget: years of daily entries, not of secondly ones. */
const budget_of_a_rule = 20_000;
/** Weekdays with their place in the month: five of each. The library compares each with each. */
const most_weekdays = 35;
/** Which parts of a rule take away from what its frequency names, by the table of RFC 5545, 3.3.10; all others add to it. */
const small = ["BYMONTH", "BYWEEKNO", "BYYEARDAY", "BYMONTHDAY", "BYDAY", "BYHOUR", "BYMINUTE", "BYSECOND"];
const limits: Record<string, string[]> = {
  SECONDLY: small,
  MINUTELY: small,
  HOURLY: small,
  DAILY: small,
  WEEKLY: ["BYMONTH", "BYWEEKNO"],
  MONTHLY: ["BYMONTH"],
  YEARLY: [],
};
/** Library loops that count days one by one shall not count to a billion. */
const largest_interval = 1_000;

/**
 * The wall-clock times of a rule from shortly before `after_day` (days since 1970) on, ascending, without an end: the caller stops.
 * UNTIL is the caller's too, since it is an instant and these are wall times. Throws UnreadableRule also in mid-course.
 */
export function* expandRule({ rule, start, after_day, budget }: { rule: ICAL.Recur; start: WallTime; after_day: number; budget: Budget }): Generator<Pick<WallTime, "day" | "second">> {
  const parts = rule.parts as Record<string, unknown[]>;
  const lists = Object.values(parts);
  const weekdays = parts.BYDAY ?? [];
  if (weekdays.length > most_weekdays || rule.interval > largest_interval) throw new UnreadableRule();
  if (endsBefore(rule, start, after_day)) return;
  const days = plainDays(rule, start, after_day);
  if (days) {
    for (const day of days) yield { day, second: start.second };
    return;
  }

  // In a month the library tries each of its days for each of the weekdays.
  const days_tried = rule.freq === "MONTHLY" && weekdays.length > 0 ? 16 : 1;
  const weight = days_tried * (1 + Math.ceil(lists.reduce((sum, list) => sum + list.length, 0) / 8));
  const own = { left: budget_of_a_rule };
  const spend = (steps: number) => {
    own.left -= steps * weight;
    budget.left -= steps * weight;
    if (own.left < 0 || budget.left < 0) throw new UnreadableRule();
  };
  const must_check = Object.keys(parts).some((part) => limits[rule.freq]?.includes(part));
  // The library looks for the next time in loops that a hostile rule never leaves; each round passes one of these.
  class CountedIterator extends ICAL.RecurIterator {
    override check_contracting_rules(): boolean {
      spend(1);
      // It counts the week of the year before it looks whether anybody asked; most rules have nothing to check.
      return !must_check || super.check_contracting_rules();
    }
    override increment_monthday(days: number): void {
      spend(Math.ceil(days / 8));
      super.increment_monthday(days);
    }
    override increment_month(): void {
      spend(1);
      super.increment_month();
    }
    override increment_year(years: number): void {
      spend(20);
      super.increment_year(years);
    }
  }
  const endless = rule.clone();
  Object.assign(endless, { until: null });
  const times = iteratorOf(() => new CountedIterator({ rule: endless, dtstart: forwarded(rule, start, after_day) }));
  for (;;) {
    spend(1);
    const time = times.next();
    if (!time) return;
    yield wallTimeOfFields(time);
  }
}

function iteratorOf(make: () => ICAL.RecurIterator): { next: () => ICAL.Time | null } {
  const sure = <T>(work: () => T): T => {
    try {
      return work();
    } catch (error) {
      // The library throws plain Errors for rules that the standard forbids.
      throw error instanceof UnreadableRule ? error : new UnreadableRule();
    }
  };
  const iterator = sure(make);
  return { next: () => sure(() => iterator.next() as ICAL.Time | null) };
}

/**
 * The days of what nearly all series are, "every (other) day or week, on these weekdays", by counting alone, from a hundred
 * to a thousand times faster than the library; null for everything else.
 */
function plainDays(rule: ICAL.Recur, start: WallTime, afterDay: number): Generator<number> | null {
  const { BYDAY, ...others } = rule.parts as Record<string, string[]>;
  if (rule.count || Object.keys(others).length > 0 || (rule.freq !== "DAILY" && rule.freq !== "WEEKLY")) return null;
  const is_weekly = rule.freq === "WEEKLY";
  const weekdays = BYDAY ? BYDAY.map((name) => weekdayNames.indexOf(name)) : is_weekly ? [weekdayOf(start.day)] : [0, 1, 2, 3, 4, 5, 6];
  // "The second Monday" makes no sense in a week; the library knows what to make of it.
  if (weekdays.includes(-1)) return null;
  const step = rule.interval * (is_weekly ? 7 : 1);
  const week_began = start.day - ((weekdayOf(start.day) - (rule.wkst - 1) + 7) % 7);
  const first = is_weekly ? week_began : start.day;
  return (function* () {
    for (let at = first + Math.max(0, Math.floor((afterDay - first) / step)) * step; ; at += step) {
      for (let day = at; day < at + (is_weekly ? 7 : 1); day += 1) if (day >= start.day && weekdays.includes(weekdayOf(day))) yield day;
    }
  })();
}

const weekdayNames = ["SU", "MO", "TU", "WE", "TH", "FR", "SA"];

/** 0 is Sunday; 1970-01-01 was a Thursday. */
function weekdayOf(day: number): number {
  return (((day + 4) % 7) + 7) % 7;
}

/** Whether a rule that is counted out must have ended: the n-th of a daily or weekly rule is at most n intervals away. */
function endsBefore(rule: ICAL.Recur, start: WallTime, day: number): boolean {
  if (!rule.count) return false;
  const parts = Object.keys(rule.parts);
  if (rule.freq === "DAILY" && parts.length === 0) return start.day + rule.count * rule.interval < day;
  if (rule.freq === "WEEKLY" && parts.every((part) => part === "BYDAY")) return start.day + (rule.count + 1) * rule.interval * 7 < day;
  return false;
}

/** The start moved by whole intervals towards the time that is asked for: a lesson since 2009 is not counted through. */
function forwarded(rule: ICAL.Recur, start: WallTime, afterDay: number): ICAL.Time {
  const date = new Date(start.day * 86_400_000);
  const time = (at: Date) =>
    new ICAL.Time(
      {
        year: at.getUTCFullYear(),
        month: at.getUTCMonth() + 1,
        day: at.getUTCDate(),
        hour: Math.floor(start.second / 3_600),
        minute: Math.floor(start.second / 60) % 60,
        second: start.second % 60,
        isDate: start.is_date,
      },
      // Without a zone the library compares wall clocks, and never reads a file's own time zone, which may be hostile too.
      ICAL.Timezone.localTimezone,
    );
  // A counted rule must be counted from its start.
  if (rule.count) return time(date);
  const margin = 2;
  if (rule.freq === "DAILY" || rule.freq === "WEEKLY") {
    const step = rule.interval * (rule.freq === "WEEKLY" ? 7 : 1);
    const steps = Math.max(0, Math.floor((afterDay - margin - start.day) / step) - 1);
    return time(new Date((start.day + steps * step) * 86_400_000));
  }
  if ((rule.freq === "MONTHLY" || rule.freq === "YEARLY") && date.getUTCDate() <= 28) {
    const step = rule.interval * (rule.freq === "YEARLY" ? 12 : 1);
    const steps = Math.max(0, Math.floor((afterDay - margin - start.day) / 31 / step) - 1);
    date.setUTCMonth(date.getUTCMonth() + steps * step);
  }
  return time(date);
}
