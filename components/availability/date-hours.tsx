"use client";

import { Trash2 } from "lucide-react";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { TextField } from "@/components/ui/text-field";
import type { DateOverride } from "@/lib/availability/schema";
import { dateWords } from "./date-words";
import { RangesEditor } from "./ranges-editor";
import { rangesOf } from "./weekly-hours";
import type { WeeklyRange } from "@/lib/availability/schema";

interface DateHoursProps {
  overrides: readonly DateOverride[];
  weekly: readonly WeeklyRange[];
  /** The coach's date of today: earlier ones are history and not shown. */
  today: string;
  onChange: (overrides: DateOverride[]) => void;
}

/** Dates with hours of their own, which replace that weekday's; without hours it is a day off. */
export function DateHours({ overrides, weekly, today, onChange }: DateHoursProps) {
  const [date, setDate] = useState("");
  const coming = overrides.filter((each) => each.date >= today);
  const isTaken = overrides.some((each) => each.date === date);

  function add() {
    const weekday = new Date(`${date}T00:00:00Z`).getUTCDay() || 7;
    onChange([...overrides, { date, ranges: rangesOf(weekly, weekday) }].sort((a, b) => a.date.localeCompare(b.date)));
    setDate("");
  }

  function replace(changed: DateOverride) {
    onChange(overrides.map((each) => (each.date === changed.date ? changed : each)));
  }

  return (
    <div className="flex flex-col gap-4">
      {coming.length > 0 && (
        <ul className="flex flex-col divide-y divide-hairline border-y border-hairline">
          {coming.map((override) => (
            <li key={override.date} className="grid gap-x-6 gap-y-2 py-4 sm:grid-cols-[12rem_1fr]">
              <div className="flex items-center justify-between gap-2 sm:flex-col sm:items-start">
                <h3 className="font-sans text-base font-medium tracking-normal">
                  {dateWords(override.date)}
                  {override.ranges.length === 0 && <span className="ml-2 text-sm font-normal text-quiet sm:ml-0 sm:block">Day off</span>}
                </h3>
                <Button variant="quiet" size="small" className="sm:-ml-3" onClick={() => onChange(overrides.filter((each) => each.date !== override.date))}>
                  <Trash2 aria-hidden="true" className="size-4" />
                  Remove<span className="sr-only"> {dateWords(override.date)}</span>
                </Button>
              </div>
              <RangesEditor dayName={dateWords(override.date)} ranges={override.ranges} onChange={(ranges) => replace({ ...override, ranges })} />
            </li>
          ))}
        </ul>
      )}
      <div className="flex flex-wrap items-end gap-3">
        <TextField label="Date" type="date" min={today} value={date} onChange={(event) => setDate(event.target.value)} error={isTaken ? "This date is in the list already." : undefined} className="max-w-48" />
        <Button variant="secondary" disabled={!date || date < today || isTaken} onClick={add}>
          Add date
        </Button>
      </div>
    </div>
  );
}
