"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";
import { fetchJson, RequestFailed } from "@/lib/http/fetch-json";

export interface HoldProblem {
  message: string;
  /** Free starts near the one that was refused, as ISO instants. */
  nearest: string[];
}

/**
 * Takes a time for ten minutes and goes to its checkout. `pending` stays set after a success, until the checkout
 * has replaced this page: there is no moment in which a second press would do something. `onLost` runs when the time
 * was taken by somebody else.
 */
export function useHold({ tutorId, durationMinutes, isTrial = false, onLost }: { tutorId: string; durationMinutes: number; isTrial?: boolean; onLost?: () => void }) {
  const router = useRouter();
  const [pending, setPending] = useState<string>();
  const [problem, setProblem] = useState<HoldProblem>();

  async function hold(startsAt: string) {
    if (pending) return;
    setPending(startsAt);
    setProblem(undefined);
    try {
      const booking = await fetchJson<{ checkout_path: string }>("/api/bookings", {
        body: { tutor_id: tutorId, starts_at: startsAt, duration_minutes: durationMinutes, ...(isTrial && { is_trial: true }) },
      });
      router.push(booking.checkout_path);
    } catch (error) {
      setPending(undefined);
      const seen = toProblem(error);
      setProblem(seen);
      if (seen.nearest.length > 0) onLost?.();
    }
  }

  return { hold, pending, problem, clearProblem: () => setProblem(undefined) };
}

function toProblem(error: unknown): HoldProblem {
  if (!(error instanceof RequestFailed)) throw error;
  const nearest = Array.isArray(error.details.nearest) ? error.details.nearest.filter((start) => typeof start === "string") : [];
  return { message: error.message, nearest };
}
