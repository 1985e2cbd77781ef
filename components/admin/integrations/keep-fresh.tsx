"use client";

import { useRouter } from "next/navigation";
import { useEffect } from "react";
import { fetchJson } from "@/lib/http/fetch-json";

const everyMs = 30_000;

/** Shows what the minute's checks find while somebody looks, and asks for them where nobody has lately (no worker runs). */
export function KeepFresh({ isStale }: { isStale: boolean }) {
  const router = useRouter();
  useEffect(() => {
    let isGone = false;
    const show = () => !isGone && document.visibilityState === "visible" && router.refresh();
    // What cannot be asked now is asked with the next press; the page says how old its figures are.
    if (isStale) void fetchJson("/api/admin/integrations/check", { body: { is_pressed: false } }).then(show, () => null);
    const timer = setInterval(show, everyMs);
    return () => {
      isGone = true;
      clearInterval(timer);
    };
  }, [isStale, router]);
  return null;
}
