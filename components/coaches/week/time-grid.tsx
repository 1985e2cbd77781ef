"use client";

import { useId, type KeyboardEvent } from "react";
import { classNames } from "@/components/ui/class-names";
import { formatClock } from "@/lib/core/format-time";
import { longDate } from "./calendar-date";
import type { PartOfDay } from "./times-of-day";

interface TimeGridProps {
  groups: PartOfDay[];
  chosen: string | null;
  zone: string;
  date: string;
  onChoose: (start: string) => void;
  onKey: (event: KeyboardEvent) => void;
}

export function TimeGrid({ groups, chosen, zone, date, onChoose, onKey }: TimeGridProps) {
  const id = useId();
  if (groups.length === 0) return <p className="mt-5 text-sm text-quiet">Nothing is free on {longDate(date)}. Choose a day with free times.</p>;
  return (
    <div role="grid" aria-label={`Times on ${longDate(date)}`} onKeyDown={onKey} className="mt-5 flex flex-col gap-4">
      {groups.map((group) => (
        <div key={group.name} role="rowgroup" aria-labelledby={`${id}-${group.name}`}>
          <p id={`${id}-${group.name}`} role="presentation" className="mb-2 text-sm text-quiet">
            {group.name}
          </p>
          <div role="presentation" className="flex flex-col gap-2">
            {group.rows.map((row) => (
              <div key={row[0]} role="row" className="grid grid-cols-4 gap-2">
                {row.map((start) => (
                  <button
                    key={start}
                    type="button"
                    role="gridcell"
                    data-start={start}
                    aria-selected={start === chosen}
                    aria-label={formatClock(new Date(start), zone)}
                    tabIndex={start === chosen ? 0 : -1}
                    onClick={() => onChoose(start)}
                    className={classNames(
                      "figures min-h-10 rounded-control border text-[0.9375rem] font-medium transition-colors",
                      start === chosen ? "border-brand bg-brand text-on-brand" : "border-hairline bg-card hover:border-brand hover:text-brand",
                    )}
                  >
                    {formatClock(new Date(start), zone).replace(/ [AP]M$/, "")}
                  </button>
                ))}
              </div>
            ))}
          </div>
        </div>
      ))}
    </div>
  );
}
