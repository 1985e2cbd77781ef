"use client";

import type { KeyboardEvent } from "react";
import { classNames } from "@/components/ui/class-names";
import { dayOfMonth, monthName, weekdayName } from "./calendar-date";
import type { DayOfSlots } from "./use-week";

interface DayStripProps {
  days: DayOfSlots[];
  chosen: string;
  onChoose: (date: string) => void;
  onKey: (event: KeyboardEvent) => void;
}

/** Seven days on the five lines of a staff; each says how many times are free. */
export function DayStrip({ days, chosen, onChoose, onKey }: DayStripProps) {
  return (
    <div role="grid" aria-label="Days" onKeyDown={onKey} className="staff mt-2 border-t border-hairline pt-2">
      <div role="row" className="grid grid-cols-7 gap-1">
        {days.map(({ date, starts }) => (
          <button
            key={date}
            type="button"
            role="gridcell"
            data-date={date}
            aria-selected={date === chosen}
            tabIndex={date === chosen ? 0 : -1}
            onClick={() => onChoose(date)}
            className={classNames(
              "figures flex min-w-0 flex-col items-center rounded-control border py-2 leading-tight transition-colors",
              date === chosen ? "border-brand bg-brand text-on-brand" : "border-hairline bg-card hover:border-brand",
              date !== chosen && starts.length === 0 && "text-quiet",
            )}
          >
            <span className="text-xs">{weekdayName(date)}</span>{" "}
            <span className="text-base font-semibold">{dayOfMonth(date)}</span> <span className="sr-only">{monthName(date)}, </span>
            <FreeCount count={starts.length} />
          </button>
        ))}
      </div>
    </div>
  );
}

function FreeCount({ count }: { count: number }) {
  if (count === 0) {
    return (
      <span className="text-[0.6875rem]">
        <span aria-hidden="true">–</span>
        <span className="sr-only">nothing free</span>
      </span>
    );
  }
  return (
    <span className="text-[0.6875rem] whitespace-nowrap">
      {count}
      <span className="max-[22rem]:sr-only"> free</span>
    </span>
  );
}
