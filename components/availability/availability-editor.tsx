"use client";

import type { ReactNode } from "react";
import type { TaughtSessionView } from "@/lib/bookings/taught-session-view";
import { DateHours } from "./date-hours";
import { SaveLine } from "./save-line";
import { StrandedSessions } from "./stranded-sessions";
import { type Hours, useSavedHours } from "./use-saved-hours";
import { Vacations } from "./vacations";
import { WeekHours } from "./week-hours";
import { ZoneField } from "./zone-field";

interface AvailabilityEditorProps {
  initial: Hours;
  stranded: TaughtSessionView[];
  today: string;
  /** Only the zone and the week: what a new coach needs. */
  isShort?: boolean;
  onSaved?: () => void;
}

/** A coach's hours, saved as they change. */
export function AvailabilityEditor({ initial, stranded, today, isShort = false, onSaved }: AvailabilityEditorProps) {
  const saved = useSavedHours(initial, stranded, onSaved);
  const { hours, change } = saved;
  return (
    <div className="flex flex-col gap-10">
      <div className="sticky top-0 z-10 -my-2 flex flex-wrap items-center justify-between gap-x-6 border-b border-hairline bg-paper py-2">
        <ZoneField zone={hours.timezone} onChange={(timezone) => change({ timezone })} />
        <SaveLine state={saved.state} onUndo={saved.undo} onRetry={saved.retry} />
      </div>
      <StrandedSessions sessions={saved.stranded} zone={hours.timezone} />
      <Part title="Every week">
        <WeekHours weekly={hours.weekly_hours} onChange={(weekly_hours) => change({ weekly_hours })} />
      </Part>
      {!isShort && (
        <>
          <Part title="Single dates" hint="Hours of a date replace those of its weekday; a date without hours is a day off.">
            <DateHours overrides={hours.date_overrides} weekly={hours.weekly_hours} today={today} onChange={(date_overrides) => change({ date_overrides })} />
          </Part>
          <Part title="Vacations" hint="Whole days, the last one included. Sessions that are booked already stay.">
            <Vacations vacations={hours.vacations} today={today} onChange={(vacations) => change({ vacations })} />
          </Part>
        </>
      )}
    </div>
  );
}

function Part({ title, hint, children }: { title: string; hint?: string; children: ReactNode }) {
  return (
    <section className="flex flex-col gap-4">
      <div>
        <h2 className="text-h3">{title}</h2>
        {hint && <p className="text-quiet">{hint}</p>}
      </div>
      {children}
    </section>
  );
}
