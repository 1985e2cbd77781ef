"use client";

import { useState } from "react";
import { Button } from "@/components/ui/button";
import { classNames } from "@/components/ui/class-names";
import type { WeeklyRange } from "@/lib/availability/schema";
import { WeekGrid } from "./week-grid";
import { WeekList } from "./week-list";
import { durationWords, minutesOf, presets } from "./weekly-hours";

interface WeekHoursProps {
  weekly: readonly WeeklyRange[];
  onChange: (weekly: WeeklyRange[]) => void;
}

/** The hours of an ordinary week: drawn on a wide screen, as lists on a phone and for whoever prefers them. */
export function WeekHours({ weekly, onChange }: WeekHoursProps) {
  const [shape, setShape] = useState<"grid" | "list">("grid");
  const total = minutesOf(weekly);
  return (
    <div className="flex flex-col gap-4">
      <div className="flex flex-wrap items-center gap-2">
        {presets.map((preset) => (
          <Button key={preset.label} variant="secondary" size="small" onClick={() => onChange(preset.weekly_hours)}>
            {preset.label}
          </Button>
        ))}
        <Button variant="quiet" size="small" disabled={weekly.length === 0} onClick={() => onChange([])}>
          Clear
        </Button>
        <div role="group" aria-label="Show as" className="ml-auto hidden rounded-control border border-hairline p-0.5 lg:flex">
          {(["grid", "list"] as const).map((each) => (
            <button
              key={each}
              type="button"
              aria-pressed={shape === each}
              onClick={() => setShape(each)}
              className="min-h-8 rounded-[0.5rem] px-3 text-sm aria-pressed:bg-brand-tint aria-pressed:text-brand"
            >
              {each === "grid" ? "Grid" : "List"}
            </button>
          ))}
        </div>
      </div>
      {shape === "grid" && (
        <div className="hidden flex-col gap-2 lg:flex">
          <WeekGrid weekly={weekly} onChange={onChange} />
          <p className="text-sm text-quiet">Pull over empty hours to open them; pull an edge to change them, the middle to move them.</p>
        </div>
      )}
      <div className={classNames(shape === "grid" && "lg:hidden")}>
        <WeekList weekly={weekly} onChange={onChange} />
      </div>
      <p className="figures text-sm text-quiet">{total === 0 ? "No hours yet: nobody can book." : `${durationWords(total)} a week`}</p>
    </div>
  );
}
