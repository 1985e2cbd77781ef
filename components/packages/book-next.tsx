"use client";

import { useRouter } from "next/navigation";
import { useNow } from "@/components/clock/use-now";
import { LostTime } from "@/components/coaches/week/lost-time";
import { useWeek, type WeekSetup } from "@/components/coaches/week/use-week";
import { WeekPicker } from "@/components/coaches/week/week-picker";
import { Button } from "@/components/ui/button";
import { formatClock, formatDay, zoneLabel } from "@/lib/core/format-time";
import type { RequestFailed } from "@/lib/http/fetch-json";
import { usePackageRequest } from "./use-package-request";

interface BookNextProps {
  purchaseId: string;
  setup: WeekSetup;
}

/** The week of free times and one button that books, with no card; a time that was lost meanwhile is answered with those close to it. */
export function BookNext({ purchaseId, setup }: BookNextProps) {
  const router = useRouter();
  const week = useWeek(setup);
  const now = useNow();
  const { zone } = setup;
  const { send, isPending, failure, forget } = usePackageRequest();

  async function book(start: string) {
    const sent = await send<{ booking_path: string }>(`/api/package-purchases/${purchaseId}/bookings`, { body: { starts_at: start, timezone: zone }, isLeaving: true });
    if ("answer" in sent) router.push(sent.answer.booking_path);
    else void week.reload();
  }

  return (
    <div className="flex flex-col gap-4">
      <WeekPicker week={week} zone={zone} />
      <p className="text-sm text-quiet">Times in {zoneLabel(zone, week.start ? new Date(week.start) : now)}. One session of your package, no card.</p>
      <LostTime
        problem={failure ? { message: failure.message, nearest: nearestOf(failure) } : undefined}
        zone={zone}
        onChoose={(start) => void book(start)}
        onReload={() => {
          forget();
          void week.reload();
        }}
      />
      <Button size="large" isWide className="figures" isPending={isPending} disabled={!week.start || week.isLoading} onClick={() => week.start && void book(week.start)}>
        {week.start ? `Book ${formatDay(new Date(week.start), zone)}, ${formatClock(new Date(week.start), zone)}` : "Choose a time"}
      </Button>
    </div>
  );
}

function nearestOf({ details }: RequestFailed): string[] {
  return Array.isArray(details.nearest) ? details.nearest.filter((start) => typeof start === "string") : [];
}
