"use client";

import { useNow } from "@/components/clock/use-now";
import { LostTime } from "@/components/coaches/week/lost-time";
import { useWeek, type WeekSetup } from "@/components/coaches/week/use-week";
import { WeekPicker } from "@/components/coaches/week/week-picker";
import { Button } from "@/components/ui/button";
import { formatClock, formatDay, zoneLabel } from "@/lib/core/format-time";
import type { RequestFailed } from "@/lib/http/fetch-json";
import { useBookingAction } from "./use-booking-action";

interface MovePickerProps {
  bookingId: string;
  setup: WeekSetup;
  onMoved: (words: string) => void;
}

/** The week of free times and one button that moves; a time that was lost meanwhile is answered with those close to it. */
export function MovePicker({ bookingId, setup, onMoved }: MovePickerProps) {
  const week = useWeek(setup);
  const now = useNow();
  const { zone } = setup;
  const { send, isPending, failure, forget } = useBookingAction(`/api/bookings/${bookingId}/reschedule`);
  const words = (start: string) => `${formatDay(new Date(start), zone)}, ${formatClock(new Date(start), zone)}`;

  async function move(start: string) {
    const refused = await send({ starts_at: start });
    if (!refused) onMoved(words(start));
    else if (refused.status === 409 || refused.status === 422) void week.reload();
  }

  return (
    <>
      <WeekPicker week={week} zone={zone} />
      <p className="text-sm text-quiet">Times in {zoneLabel(zone, week.start ? new Date(week.start) : now)}. The same price and the same rule for cancelling, counted from the new time.</p>
      <LostTime
        problem={failure ? { message: failure.message, nearest: nearestOf(failure) } : undefined}
        zone={zone}
        onChoose={(start) => void move(start)}
        onReload={() => {
          forget();
          void week.reload();
        }}
      />
      <Button size="large" isWide className="figures" isPending={isPending} disabled={!week.start || week.isLoading} onClick={() => week.start && void move(week.start)}>
        {week.start ? `Move to ${words(week.start)}` : "Choose a time"}
      </Button>
    </>
  );
}

function nearestOf({ details }: RequestFailed): string[] {
  return Array.isArray(details.nearest) ? details.nearest.filter((start) => typeof start === "string") : [];
}
