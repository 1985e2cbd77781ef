"use client";

import { useEffect, useRef, useState } from "react";
import { policy } from "@/lib/config/policy";
import { announcement, countdownClock, shareLeft } from "./countdown";

/** The thin line under the header that shortens while the time is held. */
export function HoldLine({ leftMs }: { leftMs: number }) {
  const percent = shareLeft(leftMs, policy.hold_minutes) * 100;
  return (
    <div aria-hidden="true" className="h-1 bg-hairline">
      <div className="h-full origin-left bg-brand transition-transform duration-1000 ease-linear" style={{ transform: `scaleX(${percent / 100})` }} />
    </div>
  );
}

/** "Your time is held for 7:06", read aloud only when it passes 5, 2 and 1 minutes. */
export function HeldFor({ leftMs }: { leftMs: number }) {
  const spoken = useAnnouncement(leftMs);
  return (
    <div className="min-h-6 text-sm text-quiet">
      {leftMs > 0 ? (
        <p role="timer" aria-live="off">
          Your time is held for <strong className="figures text-ink">{countdownClock(leftMs)}</strong>
        </p>
      ) : (
        <p>Your time is not held any more</p>
      )}
      <p role="status" className="sr-only">
        {spoken}
      </p>
    </div>
  );
}

function useAnnouncement(leftMs: number): string {
  const before = useRef(leftMs);
  const [spoken, setSpoken] = useState("");
  useEffect(() => {
    const words = announcement(before.current, leftMs);
    before.current = leftMs;
    if (words) setSpoken(words);
  }, [leftMs]);
  return spoken;
}
