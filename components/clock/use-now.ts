"use client";

import { useContext, useMemo, useSyncExternalStore } from "react";
import { browserNow } from "@/lib/clock/browser-clock";
import { RenderedAt } from "./server-clock";

/** The server's time to the minute, for names of days and zones: what the server wrote first, so that both write the same, then as it goes on. */
export function useNow(): Date {
  const rendered_at = useContext(RenderedAt);
  const minute = useSyncExternalStore(
    subscribe,
    () => minuteOf(browserNow().getTime()),
    () => minuteOf(Date.parse(rendered_at)),
  );
  return useMemo(() => new Date(minute * 60_000), [minute]);
}

function minuteOf(ms: number): number {
  return Math.floor(ms / 60_000);
}

function subscribe(onTick: () => void): () => void {
  const timer = setInterval(onTick, 5_000);
  document.addEventListener("visibilitychange", onTick);
  return () => {
    clearInterval(timer);
    document.removeEventListener("visibilitychange", onTick);
  };
}
