import { useEffect, useState } from "react";
import type { Audience } from "@/lib/announcements/count-audience";
import type { Segment } from "@/lib/announcements/schema";
import { fetchJson, RequestFailed } from "@/lib/http/fetch-json";

export type Counted = { kind: "counting" } | { kind: "counted"; audience: Audience } | { kind: "failed"; message: string };

/** How many the segment has now; counted anew when it changes, or with `recount`. */
export function useAudience({ role, market_id, activity }: Segment): { counted: Counted; recount: () => void } {
  const query = new URLSearchParams({ role, market_id, activity }).toString();
  const [result, setResult] = useState<{ of: string; counted: Counted } | null>(null);
  const [looks, setLooks] = useState(0);
  const asked = `${query} ${looks}`;

  useEffect(() => {
    let isStale = false;
    const tell = (counted: Counted) => !isStale && setResult({ of: asked, counted });
    fetchJson<Audience>(`/api/admin/announcements/audience?${query}`).then(
      (audience) => tell({ kind: "counted", audience }),
      (error: unknown) => tell({ kind: "failed", message: error instanceof RequestFailed ? error.message : "It could not be counted." }),
    );
    return () => {
      isStale = true;
    };
  }, [asked, query]);

  return { counted: result?.of === asked ? result.counted : { kind: "counting" }, recount: () => setLooks((before) => before + 1) };
}
