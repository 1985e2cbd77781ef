"use client";

import { useCallback, useEffect, useState } from "react";
import type { BookingView } from "@/lib/bookings/view";
import { browserNow, learnServerTime } from "@/lib/clock/browser-clock";
import { fetchJson } from "@/lib/http/fetch-json";

export interface HoldClock {
  left_ms: number;
  is_over: boolean;
  /** Asks the server how the booking stands: starting 3-D Secure makes a hold longer. Null where it cannot be reached. */
  check: () => Promise<BookingView | null>;
}

/** Counts a hold down by the server's clock: the browser's own may be minutes off. */
export function useHoldClock(booking: BookingView, serverNow: string): HoldClock {
  const [extended, setExtended] = useState(0);
  const expires = Math.max(extended, Date.parse(booking.hold_expires_at ?? serverNow));
  const [now, setNow] = useState(() => Date.parse(serverNow));

  useEffect(() => {
    learnServerTime(serverNow);
    const tick = () => setNow(browserNow().getTime());
    const timer = setInterval(tick, 1_000);
    document.addEventListener("visibilitychange", tick);
    return () => {
      clearInterval(timer);
      document.removeEventListener("visibilitychange", tick);
    };
  }, [serverNow]);

  const check = useCallback(async () => {
    const fresh = await fetchJson<BookingView>(`/api/bookings/${booking.id}`).catch(() => null);
    if (fresh?.status === "held" && fresh.hold_expires_at) setExtended(Date.parse(fresh.hold_expires_at));
    return fresh;
  }, [booking.id]);

  const left_ms = booking.status === "held" ? Math.max(0, expires - now) : 0;
  return { left_ms, is_over: left_ms <= 0, check };
}
