"use client";

import { useRouter } from "next/navigation";
import { useEffect } from "react";
import { Badge } from "@/components/ui/badge";
import type { BookingView } from "@/lib/bookings/view";
import { countdownClock } from "./countdown";
import { useHoldClock } from "./use-hold-clock";

/** How long a time that waits for payment is still held; when it ends, the list is asked for again. */
export function TimeLeft({ booking, serverNow }: { booking: BookingView; serverNow: string }) {
  const router = useRouter();
  const { left_ms, is_over } = useHoldClock(booking, serverNow);

  useEffect(() => {
    if (is_over) router.refresh();
  }, [is_over, router]);

  return (
    <Badge tone="warning">
      <span className="figures">{is_over ? "Over" : `${countdownClock(left_ms)} left`}</span>
    </Badge>
  );
}
