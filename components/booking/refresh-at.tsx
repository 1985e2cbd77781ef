"use client";

import { useRouter } from "next/navigation";
import { useEffect } from "react";

/** The longest that a timer takes; a page that is open for longer asks a little too early, once. */
const longestMs = 2 ** 31 - 1;

/** Asks for the page anew at the next of these instants: what can be done with a session changes when it begins and ends. */
export function RefreshAt({ instants, now }: { instants: string[]; now: string }) {
  const router = useRouter();
  const next = instants.map((instant) => Date.parse(instant) - Date.parse(now)).filter((ms) => ms > 0).toSorted((a, b) => a - b)[0];
  useEffect(() => {
    if (next === undefined) return;
    const timer = setTimeout(() => router.refresh(), Math.min(next + 500, longestMs));
    return () => clearTimeout(timer);
  }, [next, router]);
  return null;
}
