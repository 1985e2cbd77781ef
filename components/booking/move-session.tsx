"use client";

import { useState } from "react";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { Skeleton } from "@/components/ui/skeleton";
import type { WeekSetup } from "@/components/coaches/week/use-week";
import type { MoveTimes } from "@/lib/bookings/list-move-times";
import { fetchJson, type RequestFailed } from "@/lib/http/fetch-json";
import { MovePicker } from "./move-picker";

interface MoveSessionProps {
  bookingId: string;
  coachId: string;
  firstName: string;
  /** "Tue, Nov 24, 7:00 – 8:00 PM". */
  time: string;
  zone: string;
  movesLeft: number;
}

/** Another time for a session, in the week picker of the coach's page. The old time is given up only when the new one is had. */
export function MoveSession({ bookingId, coachId, firstName, time, zone, movesLeft }: MoveSessionProps) {
  const [isOpen, setOpen] = useState(false);
  const [setup, setSetup] = useState<WeekSetup | null>(null);
  const [failure, setFailure] = useState<RequestFailed | null>(null);
  const [movedTo, setMovedTo] = useState("");

  function open() {
    setOpen(true);
    setMovedTo("");
    void load();
  }

  async function load() {
    setSetup(null);
    setFailure(null);
    const path = `/api/bookings/${bookingId}/slots?${new URLSearchParams({ timezone: zone })}`;
    await fetchJson<MoveTimes>(path).then((times) => setSetup(toSetup(times, { bookingId, coachId, zone })), setFailure);
  }

  const hasTimes = setup?.days.some(({ starts }) => starts.length > 0) ?? false;
  return (
    <>
      <Button variant="secondary" onClick={open} aria-haspopup="dialog">
        Move to another time
      </Button>
      <p role="status" className="figures basis-full text-sm text-brand empty:hidden">
        {movedTo && `Moved to ${movedTo}. You both get the new calendar entry by mail.`}
      </p>
      <Dialog isOpen={isOpen} onClose={() => setOpen(false)} title={`Another time with ${firstName}`} shape="sheet">
        <div className="flex flex-col gap-5">
          <p className="figures">
            Now: <strong className="font-semibold">{time}</strong>. {movesWords(movesLeft)}
          </p>
          {failure && (
            <Alert tone="danger">
              <p>{failure.message}</p>
              <Button variant="secondary" size="small" className="mt-2" onClick={() => void load()}>
                Try again
              </Button>
            </Alert>
          )}
          {!setup && !failure && <Skeleton className="h-72" />}
          {setup && !hasTimes && <p>{firstName} has no other free time at present. Your session stays as it is.</p>}
          {setup && hasTimes && (
            <MovePicker
              bookingId={bookingId}
              setup={setup}
              onMoved={(words) => {
                setMovedTo(words);
                setOpen(false);
              }}
            />
          )}
        </div>
      </Dialog>
    </>
  );
}

function toSetup({ first_date, last_date, duration_minutes, days }: MoveTimes, { bookingId, coachId, zone }: { bookingId: string; coachId: string; zone: string }): WeekSetup {
  const start = days.flatMap(({ starts }) => starts)[0] ?? null;
  return { tutorId: coachId, movedBookingId: bookingId, zone, firstDate: first_date, lastDate: last_date, durationMinutes: duration_minutes, days, start };
}

function movesWords(left: number): string {
  return left === 1 ? "You can move it one more time, free of charge." : `You can move it ${left} times, free of charge.`;
}
