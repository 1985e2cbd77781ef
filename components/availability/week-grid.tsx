"use client";

import { useEffect, useRef, useState, type PointerEvent } from "react";
import { policy } from "@/lib/config/policy";
import type { DayRange, WeeklyRange } from "@/lib/availability/schema";
import { dragged, draggedFrom, type Drag } from "./grid-drag";
import { GridBlock } from "./grid-block";
import { clockOf, merged, rangesOf, rangeWords, weekdayName, weekdays, withDay } from "./weekly-hours";

interface WeekGridProps {
  weekly: readonly WeeklyRange[];
  onChange: (weekly: WeeklyRange[]) => void;
}

const hour_height = 44;
const first_hour_shown = 8;

/** The week as a page of hours to draw on: press and pull for new hours, pull an edge to change them, the middle to move them. */
export function WeekGrid({ weekly, onChange }: WeekGridProps) {
  const scroller = useRef<HTMLDivElement>(null);
  const [drag, setDrag] = useState<Drag | null>(null);

  useEffect(() => {
    const earliest = Math.min(first_hour_shown * 60, ...weekly.map((each) => each.start_minute));
    if (scroller.current) scroller.current.scrollTop = (earliest / 60) * hour_height - 12;
    // Where the view begins; afterwards it is the person's.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, []);

  function minuteAt(event: PointerEvent, column: Element): number {
    const { top } = column.getBoundingClientRect();
    return ((event.clientY - top) / hour_height) * 60;
  }

  function begin(event: PointerEvent<HTMLDivElement>, weekday: number) {
    if (event.button !== 0 || (event.target as Element).closest("[data-remove]")) return;
    const column = event.currentTarget;
    const block = (event.target as Element).closest<HTMLElement>("[data-range]");
    const edge = (event.target as Element).closest<HTMLElement>("[data-edge]")?.dataset.edge;
    const ranges = rangesOf(weekly, weekday);
    const range = block ? ranges[Number(block.dataset.range)] : undefined;
    if (!range && ranges.length >= policy.weekly_ranges_per_day) return;
    column.setPointerCapture(event.pointerId);
    setDrag(draggedFrom({ weekday, range, edge, minute: minuteAt(event, column) }));
    if (!range) event.preventDefault();
  }

  function move(event: PointerEvent<HTMLDivElement>) {
    if (drag) setDrag({ ...drag, minute: minuteAt(event, event.currentTarget) });
  }

  function end() {
    if (!drag) return;
    setDrag(null);
    const range = dragged(drag);
    if (range) put(drag.weekday, drag.range, range);
  }

  function put(weekday: number, old: DayRange | undefined, range: DayRange | null) {
    const others = rangesOf(weekly, weekday).filter((each) => each.start_minute !== old?.start_minute);
    onChange(withDay(weekly, weekday, merged(range ? [...others, range] : others)));
  }

  return (
    <div className="overflow-hidden rounded-card border border-hairline bg-card">
      <div aria-hidden="true" className="grid grid-cols-[4rem_repeat(7,1fr)] border-b border-hairline pr-4 text-sm">
        <span />
        {weekdays.map((weekday) => (
          <span key={weekday} className="py-2 text-center font-medium">
            {weekdayName(weekday).slice(0, 3)}
          </span>
        ))}
      </div>
      {/* The one scroll area, also for the keyboard: it holds the focusable hours. */}
      <div ref={scroller} className="relative h-[32rem] overflow-y-scroll py-3 pr-1">
        <div className="grid grid-cols-[4rem_repeat(7,1fr)]" style={{ height: 24 * hour_height }}>
          <HourLabels />
          {weekdays.map((weekday) => (
            <div
              key={weekday}
              role="group"
              aria-label={weekdayName(weekday)}
              onPointerDown={(event) => begin(event, weekday)}
              onPointerMove={move}
              onPointerUp={end}
              onPointerCancel={() => setDrag(null)}
              className="relative cursor-crosshair touch-none border-l border-hairline select-none"
              style={{ backgroundImage: hourLines }}
            >
              {rangesOf(weekly, weekday).map((range, i) => (
                <GridBlock
                  // By place, so that an hour that is moved by keys keeps the focus.
                  key={i}
                  index={i}
                  dayName={weekdayName(weekday)}
                  range={range}
                  isFaded={drag?.weekday === weekday && drag.range?.start_minute === range.start_minute}
                  onChange={(changed) => put(weekday, range, changed)}
                />
              ))}
              {drag?.weekday === weekday && <Ghost range={dragged(drag)} />}
            </div>
          ))}
        </div>
      </div>
    </div>
  );
}

const hourLines = `repeating-linear-gradient(to bottom, var(--hairline) 0 1px, transparent 1px ${hour_height}px)`;

function HourLabels() {
  return (
    <div aria-hidden="true" className="relative">
      {Array.from({ length: 25 }, (_, hour) => (
        <span key={hour} className="figures absolute right-2 -translate-y-1/2 text-xs text-quiet" style={{ top: hour * hour_height }}>
          {clockOf(hour * 60).replace(":00", "")}
        </span>
      ))}
    </div>
  );
}

/** What would be if one let go now. */
function Ghost({ range }: { range: DayRange | null }) {
  if (!range) return null;
  return (
    <div
      aria-hidden="true"
      className="figures pointer-events-none absolute inset-x-1 rounded-control border-2 border-dashed border-brand bg-brand-tint/70 px-2 py-1 text-xs text-brand"
      style={{ top: `${(range.start_minute / 1_440) * 100}%`, height: `${((range.end_minute - range.start_minute) / 1_440) * 100}%` }}
    >
      {rangeWords(range)}
    </div>
  );
}
