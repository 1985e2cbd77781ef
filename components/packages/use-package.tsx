"use client";

import { useRouter } from "next/navigation";
import { saveNote } from "@/components/booking/use-note";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import type { BookingView } from "@/lib/bookings/view";
import { formatClock, formatDay } from "@/lib/core/format-time";
import type { PackageLeft } from "@/lib/packages/read-purchases";
import { usePackageRequest } from "./use-package-request";

interface UsePackageProps {
  booking: BookingView;
  left: PackageLeft;
  zone: string;
  note: string;
}

/** On the checkout of somebody who has sessions left with this coach: they need not pay. */
export function UsePackage({ booking, left, zone, note }: UsePackageProps) {
  const router = useRouter();
  const { send, isPending, failure } = usePackageRequest();
  const start = new Date(booking.starts_at);

  async function book() {
    const body = { starts_at: booking.starts_at, subject: booking.subject, timezone: booking.consumer_timezone };
    const sent = await send<{ id: string; booking_path: string }>(`/api/package-purchases/${left.id}/bookings`, { body, isLeaving: true });
    if (!("answer" in sent)) return;
    // The session is booked whatever becomes of the note; its page has a place for it.
    if (note) await saveNote(sent.answer.id, note).catch(() => undefined);
    router.push(sent.answer.booking_path);
  }

  return (
    <Card className="flex flex-col gap-3 border-brand sm:p-7">
      <h2 className="text-h4">Use your package</h2>
      <p className="figures">
        You have {left.remaining} of {left.sessions} sessions left with {booking.coach.name}. This one is booked with no card.
      </p>
      {failure && <Alert tone="danger">{failure.message}</Alert>}
      <Button isWide className="figures" isPending={isPending} onClick={() => void book()}>
        Book {formatDay(start, zone)}, {formatClock(start, zone)} from it
      </Button>
    </Card>
  );
}
