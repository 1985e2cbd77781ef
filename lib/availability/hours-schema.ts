import { z } from "zod";
import { policy } from "@/lib/config/policy";
import { isTimeZone } from "@/lib/core/format-time";
import { dayNumber } from "@/lib/core/time";
import type { DayRange } from "./schema";

const minute = z
  .number("Choose a time.")
  .int("Choose a time.")
  .min(0, "A day begins at 00:00.")
  .max(1_440, "A day ends at 24:00.")
  .multipleOf(policy.cell_minutes, `Times go by ${policy.cell_minutes} minutes.`);
const date = z.string().refine(isDate, "Choose a date of the calendar.");

const range = z.strictObject({ start_minute: minute, end_minute: minute }).refine(endsAfterStart, "The end must be after the start.");
const weeklyRange = z.strictObject({ weekday: z.number().int().min(1).max(7), start_minute: minute, end_minute: minute }).refine(endsAfterStart, "The end must be after the start.");

const dayRanges = z
  .array(range)
  .max(policy.weekly_ranges_per_day, `A day has at most ${policy.weekly_ranges_per_day} stretches.`)
  .refine(areApart, "These times overlap. Make one of them of it.")
  .transform((ranges) => ranges.toSorted(byStart));

/** What a coach sends when hours change: each part replaces that part whole, what is left out stays. Wall-clock minutes in `timezone`. */
export const hoursSchema = z
  .strictObject({
    timezone: z.string().max(64).refine(isTimeZone, "Choose a time zone from the list."),
    weekly_hours: z
      .array(weeklyRange)
      .max(7 * policy.weekly_ranges_per_day)
      .superRefine((ranges, context) => {
        for (let weekday = 1; weekday <= 7; weekday += 1) {
          const day = ranges.filter((each) => each.weekday === weekday);
          if (day.length > policy.weekly_ranges_per_day) context.addIssue({ code: "custom", path: [weekday], message: `A day has at most ${policy.weekly_ranges_per_day} stretches.` });
          if (!areApart(day)) context.addIssue({ code: "custom", path: [weekday], message: "These times overlap. Make one of them of it." });
        }
      })
      .transform((ranges) => ranges.toSorted((a, b) => a.weekday - b.weekday || byStart(a, b))),
    date_overrides: z
      .array(z.strictObject({ date, ranges: dayRanges }))
      .max(policy.date_overrides_max, `At most ${policy.date_overrides_max} dates can have hours of their own.`)
      .refine((overrides) => new Set(overrides.map((each) => each.date)).size === overrides.length, "A date is there twice.")
      .transform((overrides) => overrides.toSorted((a, b) => a.date.localeCompare(b.date))),
    vacations: z
      .array(z.strictObject({ first_date: date, last_date: date }).refine((each) => each.first_date <= each.last_date, "The last day must not be before the first."))
      .max(policy.vacations_max, `At most ${policy.vacations_max} vacations at a time.`)
      .transform((vacations) => vacations.toSorted((a, b) => a.first_date.localeCompare(b.first_date))),
  })
  .partial()
  .refine((change) => Object.keys(change).length > 0, "Say what shall change.");

export type HoursChange = z.output<typeof hoursSchema>;

function isDate(text: string): boolean {
  try {
    dayNumber(text);
    return true;
  } catch {
    return false;
  }
}

function endsAfterStart(each: DayRange): boolean {
  return each.start_minute < each.end_minute;
}

function areApart(ranges: readonly DayRange[]): boolean {
  const sorted = ranges.toSorted(byStart);
  return sorted.every((each, i) => (sorted[i + 1]?.start_minute ?? 1_440) >= each.end_minute);
}

function byStart(a: DayRange, b: DayRange): number {
  return a.start_minute - b.start_minute;
}
