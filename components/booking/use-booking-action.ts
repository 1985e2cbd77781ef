"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";
import { fetchJson, type RequestFailed } from "@/lib/http/fetch-json";

/**
 * Sends one decision about a session. After a success the page is asked for anew; a refusal stays on show until the next try,
 * and is answered too, for whoever can do something about it.
 */
export function useBookingAction(path: string) {
  const router = useRouter();
  const [isPending, setPending] = useState(false);
  const [failure, setFailure] = useState<RequestFailed | null>(null);

  async function send(body: object): Promise<RequestFailed | null> {
    if (isPending) return null;
    setPending(true);
    setFailure(null);
    const refused = await fetchJson(path, { body }).then(
      () => null,
      (failed: RequestFailed) => failed,
    );
    setPending(false);
    setFailure(refused);
    // Also after a refusal: it often means that the page shows an old state.
    if (!refused || refused.status === 409) router.refresh();
    return refused;
  }

  return { send, isPending, failure, forget: () => setFailure(null) };
}
