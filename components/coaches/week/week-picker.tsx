"use client";

import { ChevronLeft, ChevronRight } from "lucide-react";
import { useEffect, useRef, type KeyboardEvent } from "react";
import { classNames } from "@/components/ui/class-names";
import { dayOfMonth, monthName } from "./calendar-date";
import { DayStrip } from "./day-strip";
import { TimeGrid } from "./time-grid";
import { neighbour, partsOfDay } from "./times-of-day";
import type { Week } from "./use-week";

/** A week of days and the free times of one of them. Arrows walk the days, go down into the times and come back up. */
export function WeekPicker({ week, zone }: { week: Week; zone: string }) {
  const frame = useRef<HTMLDivElement>(null);
  const groups = partsOfDay(week.starts, zone);

  // A cell of a week that is still to be drawn gets the focus when it is there: how many frames that takes nobody knows.
  const awaited = useRef<string | null>(null);
  useEffect(focusAwaited);

  function focus(attribute: "data-date" | "data-start", value: string | undefined) {
    if (!value) return;
    awaited.current = `[${attribute}="${value}"]`;
    focusAwaited();
  }

  function focusAwaited() {
    const cell = awaited.current && frame.current?.querySelector<HTMLElement>(awaited.current);
    if (!cell) return;
    awaited.current = null;
    cell.focus();
  }

  /** The day that had the focus is gone with its week: the chosen one of the new week takes over. */
  function turnTo(week: Promise<string | null>) {
    void week.then((date) => focus("data-date", date ?? undefined));
  }

  function onDayKey(event: KeyboardEvent) {
    const dates = week.days.map((day) => day.date);
    const index = dates.indexOf(week.date);
    const target = { ArrowLeft: index - 1, ArrowRight: index + 1, Home: 0, End: dates.length - 1 }[event.key];
    if (event.key === "ArrowDown") focus("data-start", week.start ?? undefined);
    else if (event.key === "PageUp" && week.canGoBack) turnTo(week.goBack());
    else if (event.key === "PageDown" && week.canGoOn) turnTo(week.goOn());
    else if (target !== undefined && dates[target]) {
      week.chooseDate(dates[target]);
      focus("data-date", dates[target]);
    } else return;
    event.preventDefault();
  }

  function onTimeKey(event: KeyboardEvent) {
    if (!arrows.has(event.key) || !week.start) return;
    event.preventDefault();
    const next = neighbour(groups, week.start, event.key);
    if (next) {
      week.chooseStart(next);
      focus("data-start", next);
    } else if (event.key === "ArrowUp") focus("data-date", week.date);
  }

  const first = week.days[0]?.date ?? week.date;
  const last = week.days.at(-1)?.date ?? week.date;
  return (
    <div ref={frame} aria-busy={week.isLoading || undefined}>
      <div className="flex items-center justify-between">
        <p className="font-semibold" aria-live="polite">
          {first.slice(0, 7) === last.slice(0, 7) ? monthName(first) : `${monthName(first)} – ${monthName(last)}`}
        </p>
        <div className="figures -mr-2 flex items-center text-sm text-quiet">
          <WeekArrow label="Previous week" isOff={!week.canGoBack || week.isLoading} onPress={week.goBack} Icon={ChevronLeft} />
          <span>
            {dayOfMonth(first)} – {dayOfMonth(last)}
          </span>
          <WeekArrow label="Next week" isOff={!week.canGoOn || week.isLoading} onPress={week.goOn} Icon={ChevronRight} />
        </div>
      </div>
      <div className={classNames("transition-opacity", week.isLoading && "opacity-50")}>
        <DayStrip days={week.days} chosen={week.date} onChoose={week.chooseDate} onKey={onDayKey} />
        {week.error ? (
          <p role="alert" className="mt-4 text-sm text-danger">
            {week.error}{" "}
            <button type="button" className="link" onClick={() => void week.reload()}>
              Try again
            </button>
          </p>
        ) : (
          <TimeGrid groups={groups} chosen={week.start} zone={zone} date={week.date} onChoose={week.chooseStart} onKey={onTimeKey} />
        )}
      </div>
    </div>
  );
}

const arrows = new Set(["ArrowLeft", "ArrowRight", "ArrowUp", "ArrowDown", "Home", "End"]);

function WeekArrow({ label, isOff, onPress, Icon }: { label: string; isOff: boolean; onPress: () => void; Icon: typeof ChevronLeft }) {
  return (
    <button
      type="button"
      aria-disabled={isOff || undefined}
      onClick={() => !isOff && onPress()}
      className="grid size-9 place-items-center rounded-control text-ink hover:bg-muted aria-disabled:cursor-default aria-disabled:text-field aria-disabled:hover:bg-transparent"
    >
      <Icon aria-hidden="true" className="size-4" />
      <span className="sr-only">{label}</span>
    </button>
  );
}
