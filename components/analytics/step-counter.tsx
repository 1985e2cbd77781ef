"use client";

import { useParams, usePathname } from "next/navigation";
import { useEffect } from "react";
import { pathPattern } from "@/lib/core/path-pattern";
import type { Counting } from "@/lib/integrations/analytics/read-counting";
import { stepOf } from "./steps";

/** Once a page, when it has nothing else to do. The provider's script comes with the first report and not before. */
export function StepCounter({ counting }: { counting: Counting }) {
  const pathname = usePathname();
  const params = useParams();
  const page = pathPattern(pathname, params);

  useEffect(() => {
    let isHere = true;
    whenIdle(() => {
      if (isHere) void import("./send-step").then(({ sendStep }) => countPage(page, (event, properties) => sendStep(counting, event, properties)));
    });
    return () => {
      isHere = false;
    };
    // A page that is drawn anew with other facts about the person is still the same page.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [page]);

  return null;
}

function countPage(page: string, send: (event: "page_viewed" | "step_viewed", properties: Record<string, string>) => void): void {
  send("page_viewed", { page });
  const step = stepOf(page);
  if (step) send("step_viewed", { step });
}

function whenIdle(work: () => void): void {
  if ("requestIdleCallback" in window) window.requestIdleCallback(work, { timeout: 5_000 });
  else setTimeout(work, 500);
}
