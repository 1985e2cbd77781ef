"use client";

import { Pause, Play } from "lucide-react";
import { useRouter } from "next/navigation";
import { useEffect, useState } from "react";
import { Button } from "@/components/ui/button";
import { formatClock } from "@/lib/core/format-time";

/** Reads the page again while somebody looks at it; what moves by itself can be stopped. */
export function AutoRefresh({ readAt, zone, everyMs = 10_000 }: { readAt: string; zone: string; everyMs?: number }) {
  const router = useRouter();
  const [isPaused, setPaused] = useState(false);

  useEffect(() => {
    if (isPaused) return;
    const timer = setInterval(() => {
      // A dialog that is open, or a word that is being typed, is not pulled away.
      if (document.visibilityState === "visible" && !document.querySelector("dialog[open]")) router.refresh();
    }, everyMs);
    return () => clearInterval(timer);
  }, [isPaused, router, everyMs]);

  const Icon = isPaused ? Play : Pause;
  return (
    <p className="figures flex items-center gap-2 text-sm text-quiet">
      As of {formatClock(new Date(readAt), zone)}
      <Button variant="quiet" size="small" onClick={() => setPaused(!isPaused)}>
        <Icon aria-hidden="true" className="size-4" />
        {isPaused ? "Follow again" : "Stop following"}
      </Button>
    </p>
  );
}
