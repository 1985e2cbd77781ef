"use client";

import { Plus, Trash2 } from "lucide-react";
import { Button } from "@/components/ui/button";
import { controlStyle } from "@/components/ui/field";
import { classNames } from "@/components/ui/class-names";
import { policy } from "@/lib/config/policy";
import type { DayRange } from "@/lib/availability/schema";
import { clockOf, nextRange, overlapOf } from "./weekly-hours";

interface RangesEditorProps {
  /** Whose times these are, for the labels: "Monday", "December 24". */
  dayName: string;
  ranges: readonly DayRange[];
  onChange: (ranges: DayRange[]) => void;
}

/** The times of one day as two lists each; complete with thumb and keyboard. An overlap is said at once; the server would refuse it. */
export function RangesEditor({ dayName, ranges, onChange }: RangesEditorProps) {
  const next = ranges.length < policy.weekly_ranges_per_day ? nextRange(ranges) : null;
  const overlap = overlapOf(ranges);

  function replace(index: number, change: Partial<DayRange>) {
    onChange(ranges.map((range, i) => (i === index ? kept({ ...range, ...change }, change) : range)));
  }

  return (
    <div className="flex flex-col gap-2">
      {ranges.map((range, i) => (
        <div key={i} className="flex items-center gap-2">
          <MinuteSelect label={`${dayName}, from`} value={range.start_minute} from={0} until={1_435} onChange={(start_minute) => replace(i, { start_minute })} />
          <span aria-hidden="true" className="text-quiet">
            –
          </span>
          <MinuteSelect label={`${dayName}, until`} value={range.end_minute} from={5} until={1_440} onChange={(end_minute) => replace(i, { end_minute })} />
          <button
            type="button"
            onClick={() => onChange(ranges.filter((_, index) => index !== i))}
            className="grid size-11 shrink-0 place-items-center rounded-control text-quiet hover:bg-muted hover:text-danger"
          >
            <Trash2 aria-hidden="true" className="size-4" />
            <span className="sr-only">
              Remove {dayName}, {clockOf(range.start_minute)} to {clockOf(range.end_minute)}
            </span>
          </button>
        </div>
      ))}
      {overlap && (
        <p role="alert" className="text-sm text-danger">
          {overlap}
        </p>
      )}
      {next && (
        <Button variant="quiet" size="small" className="self-start" onClick={() => onChange([...ranges, next])}>
          <Plus aria-hidden="true" className="size-4" />
          Add hours<span className="sr-only"> on {dayName}</span>
        </Button>
      )}
    </div>
  );
}

/** The end moves along where a new start would overtake it, and the other way round. */
function kept(range: DayRange, change: Partial<DayRange>): DayRange {
  if (range.start_minute < range.end_minute) return range;
  if (change.start_minute !== undefined) return { ...range, end_minute: Math.min(range.start_minute + 60, 1_440) };
  return { ...range, start_minute: Math.max(range.end_minute - 60, 0) };
}

interface MinuteSelectProps {
  label: string;
  value: number;
  from: number;
  until: number;
  onChange: (minute: number) => void;
}

const step_minutes = 15;

function MinuteSelect({ label, value, from, until, onChange }: MinuteSelectProps) {
  const minutes: number[] = [];
  for (let minute = Math.ceil(from / step_minutes) * step_minutes; minute <= until; minute += step_minutes) minutes.push(minute);
  // A time off the quarter hours stays on offer as long as it is chosen.
  if (!minutes.includes(value)) minutes.splice(minutes.findIndex((minute) => minute > value), 0, value);
  return (
    <select aria-label={label} value={value} onChange={(event) => onChange(Number(event.target.value))} className={classNames(controlStyle, "figures h-11 min-w-0 max-w-36 flex-1")}>
      {minutes.map((minute) => (
        <option key={minute} value={minute}>
          {clockOf(minute)}
        </option>
      ))}
    </select>
  );
}
