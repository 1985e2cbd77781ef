"use client";

import { createContext, type ReactNode, useEffect, useState } from "react";
import { learnServerTime, pageReceivedMs } from "@/lib/clock/browser-clock";

/** The server's time when it rendered the page. */
export const RenderedAt = createContext("1970-01-01T00:00:00.000Z");

/** Around every page, so that all of it goes by the server's clock; a page that is asked for again brings the time anew. */
export function ServerClock({ now, children }: { now: string; children: ReactNode }) {
  // Before anything below is drawn in the browser, or a wrong clock would be seen for a moment.
  useState(() => typeof window !== "undefined" && learnServerTime(now, pageReceivedMs()));
  const [first] = useState(now);
  useEffect(() => {
    if (now !== first) learnServerTime(now);
  }, [now, first]);

  return <RenderedAt value={now}>{children}</RenderedAt>;
}
