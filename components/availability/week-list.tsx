"use client";

import type { WeeklyRange } from "@/lib/availability/schema";
import { CopyDay } from "./copy-day";
import { RangesEditor } from "./ranges-editor";
import { copiedTo, durationWords, minutesOf, rangesOf, weekdayName, weekdays, withDay } from "./weekly-hours";

interface WeekProps {
  weekly: readonly WeeklyRange[];
  onChange: (weekly: WeeklyRange[]) => void;
}

/** The week as a list of days: for phones and for the keyboard. */
export function WeekList({ weekly, onChange }: WeekProps) {
  return (
    <ul className="flex flex-col divide-y divide-hairline border-y border-hairline">
      {weekdays.map((weekday) => {
        const ranges = rangesOf(weekly, weekday);
        return (
          <li key={weekday} className="grid gap-x-6 gap-y-2 py-4 sm:grid-cols-[9rem_1fr]">
            <div className="flex items-center justify-between gap-2 sm:flex-col sm:items-start">
              <h3 className="font-sans text-base font-medium tracking-normal">
                {weekdayName(weekday)}
                <span className="figures ml-2 text-sm font-normal text-quiet sm:ml-0 sm:block">{ranges.length > 0 ? durationWords(minutesOf(ranges)) : "Closed"}</span>
              </h3>
              {ranges.length > 0 && <CopyDay weekday={weekday} onCopy={(to) => onChange(copiedTo(weekly, weekday, to))} />}
            </div>
            <RangesEditor dayName={weekdayName(weekday)} ranges={ranges} onChange={(changed) => onChange(withDay(weekly, weekday, changed))} />
          </li>
        );
      })}
    </ul>
  );
}
