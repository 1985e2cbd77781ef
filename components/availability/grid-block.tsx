"use client";

import { X } from "lucide-react";
import type { KeyboardEvent } from "react";
import { classNames } from "@/components/ui/class-names";
import type { DayRange } from "@/lib/availability/schema";
import { grid_minutes } from "./grid-drag";
import { rangeWords } from "./weekly-hours";

interface GridBlockProps {
  index: number;
  dayName: string;
  range: DayRange;
  isFaded: boolean;
  onChange: (range: DayRange | null) => void;
}

/** One stretch of hours on the grid. Keys: up and down move it, with shift they move its end, Delete takes it away. */
export function GridBlock({ index, dayName, range, isFaded, onChange }: GridBlockProps) {
  const { start_minute, end_minute } = range;

  function press(event: KeyboardEvent) {
    const direction = { ArrowUp: -1, ArrowDown: 1 }[event.key];
    if (event.key === "Delete" || event.key === "Backspace") onChange(null);
    else if (direction === undefined) return;
    else if (event.shiftKey) resize(direction * grid_minutes);
    else shift(direction * grid_minutes);
    event.preventDefault();
  }

  function shift(minutes: number) {
    if (start_minute + minutes >= 0 && end_minute + minutes <= 1_440) onChange({ start_minute: start_minute + minutes, end_minute: end_minute + minutes });
  }

  function resize(minutes: number) {
    const end = Math.min(end_minute + minutes, 1_440);
    if (end > start_minute) onChange({ start_minute, end_minute: end });
  }

  return (
    <div
      data-range={index}
      tabIndex={0}
      role="button"
      aria-label={`${dayName}, ${rangeWords(range)}. Arrow keys move it, shift and arrow keys change its end, Delete removes it.`}
      onKeyDown={press}
      className={classNames(
        "group absolute inset-x-1 cursor-grab overflow-hidden rounded-control border border-brand bg-brand-tint px-2 py-1 text-xs text-brand active:cursor-grabbing",
        isFaded && "opacity-40",
      )}
      style={{ top: `${(start_minute / 1_440) * 100}%`, height: `${((end_minute - start_minute) / 1_440) * 100}%` }}
    >
      <span data-edge="start" className="absolute inset-x-0 top-0 h-2 cursor-ns-resize" />
      <span className="figures pointer-events-none block pr-4 leading-4">
        {rangeWords(range)}
      </span>
      <span data-remove aria-hidden="true" onClick={() => onChange(null)} className="absolute top-0.5 right-0.5 grid size-6 cursor-pointer place-items-center rounded hover:bg-card">
        <X className="size-3.5" />
      </span>
      <span data-edge="end" className="absolute inset-x-0 bottom-0 h-2 cursor-ns-resize" />
    </div>
  );
}
