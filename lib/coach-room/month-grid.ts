import { addDays, dayNumber, weekdayOfDay } from "@/lib/core/time";

/** "2026-12" from what a visitor wrote into the address, else the month of today. */
export function monthOf(text: string | undefined, today: string): string {
  return text && /^20\d\d-(0[1-9]|1[0-2])$/.test(text) ? text : today.slice(0, 7);
}

export function nextMonth(month: string, step: 1 | -1): string {
  const [year = 0, number = 0] = month.split("-").map(Number);
  return new Date(Date.UTC(year, number - 1 + step, 1)).toISOString().slice(0, 7);
}

/** The weeks that a month touches, Monday first: whole weeks, so also days of the months around it. */
export function monthGrid(month: string): string[][] {
  const first = `${month}-01`;
  const monday = addDays(first, 1 - weekdayOfDay(dayNumber(first)));
  const after = `${nextMonth(month, 1)}-01`;
  const weeks: string[][] = [];
  for (let start = monday; start < after; start = addDays(start, 7)) weeks.push(Array.from({ length: 7 }, (_, i) => addDays(start, i)));
  return weeks;
}
