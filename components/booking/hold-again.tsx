"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";
import { useNow } from "@/components/clock/use-now";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { LinkButton } from "@/components/ui/link-button";
import type { BookingView } from "@/lib/bookings/view";
import { formatSoon } from "@/lib/core/format-time";
import { fetchJson, RequestFailed } from "@/lib/http/fetch-json";
import { saveNote } from "./use-note";

interface HoldAgainProps {
  booking: BookingView;
  zone: string;
  /** Goes with the person to the new hold. */
  note: string;
}

/** After a hold has run out: the same time again, or the nearest free ones where somebody else has it. */
export function HoldAgain({ booking, zone, note }: HoldAgainProps) {
  const now = useNow();
  const { take, pending, refusal } = useTake(booking, note);
  const nearest = refusal?.nearest ?? [];
  return (
    <Alert tone="warning" title="This time is not held any more">
      <p>
        {refusal
          ? `${refusal.message}${nearest.length ? " These are free close to it:" : ""}`
          : "Nothing was charged. If nobody has taken this time, it can be yours for ten more minutes."}
      </p>
      <div className="mt-3 flex flex-wrap gap-2">
        {!refusal && (
          <Button size="small" isPending={pending !== undefined} onClick={() => take(booking.starts_at)}>
            Hold it again
          </Button>
        )}
        {nearest.map((start) => (
          <Button key={start} variant="secondary" size="small" className="figures" isPending={pending === start} onClick={() => take(start)}>
            {formatSoon(new Date(start), zone, now)}
          </Button>
        ))}
        {refusal && (
          <LinkButton href={`/coaches/${booking.coach.slug}`} variant={nearest.length ? "quiet" : "secondary"} size="small">
            See all times
          </LinkButton>
        )}
      </div>
    </Alert>
  );
}

function useTake(booking: BookingView, note: string) {
  const router = useRouter();
  const [pending, setPending] = useState<string>();
  const [refusal, setRefusal] = useState<{ message: string; nearest: string[] }>();

  async function take(startsAt: string) {
    if (pending) return;
    setPending(startsAt);
    try {
      const held = await fetchJson<{ id: string; checkout_path: string }>("/api/bookings", {
        body: { tutor_id: booking.coach.id, starts_at: startsAt, duration_minutes: booking.duration_minutes, subject: booking.subject },
      });
      // The new hold counts more than its note, which the person sees there and can write again.
      if (note.trim()) await saveNote(held.id, note.trim()).catch(() => undefined);
      if (held.id !== booking.id) return router.push(held.checkout_path);
      // It was not over yet by the server's clock: this page only has to learn the time anew.
      router.refresh();
      setPending(undefined);
    } catch (error) {
      if (!(error instanceof RequestFailed)) throw error;
      const { nearest } = error.details;
      setRefusal({ message: error.message, nearest: Array.isArray(nearest) ? nearest.filter((start) => typeof start === "string") : [] });
      setPending(undefined);
    }
  }

  return { take, pending, refusal };
}
