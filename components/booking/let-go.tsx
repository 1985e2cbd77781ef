"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";
import type { BookingView } from "@/lib/bookings/view";
import { fetchJson } from "@/lib/http/fetch-json";

/** Back to the coach's times; the held one is free for others at once. */
export function LetGo({ booking, firstName }: { booking: BookingView; firstName: string }) {
  const router = useRouter();
  const [isPending, setPending] = useState(false);

  async function letGo() {
    if (isPending) return;
    setPending(true);
    // A hold that could not be let go now ends by itself within minutes.
    await fetchJson(`/api/bookings/${booking.id}`, { method: "DELETE" }).catch(() => undefined);
    router.push(`/coaches/${booking.coach.slug}`);
  }

  return (
    <p className="text-center text-sm">
      <button type="button" className="link min-h-6" aria-busy={isPending || undefined} onClick={letGo}>
        Choose another time with {firstName}
      </button>
    </p>
  );
}
