"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";
import { fetchJson, RequestFailed } from "@/lib/http/fetch-json";

/** Sends one request about a package. A refusal stays on show until the next try, and is answered too, for whoever can do something about it. */
export function usePackageRequest() {
  const router = useRouter();
  const [isPending, setPending] = useState(false);
  const [failure, setFailure] = useState<RequestFailed | null>(null);

  /** `isLeaving`: the wait stays on show until the next page has come. */
  async function send<T>(path: string, options: { method?: string; body?: unknown; isLeaving?: boolean } = {}): Promise<{ answer: T } | { refused: RequestFailed }> {
    const { isLeaving = false, ...request } = options;
    setPending(true);
    setFailure(null);
    try {
      const answer = await fetchJson<T>(path, { method: "POST", ...request });
      if (!isLeaving) {
        setPending(false);
        router.refresh();
      }
      return { answer };
    } catch (error) {
      if (!(error instanceof RequestFailed)) throw error;
      setPending(false);
      setFailure(error);
      // What is on show may be old.
      if (error.status === 409) router.refresh();
      return { refused: error };
    }
  }

  return { send, isPending, failure, forget: () => setFailure(null) };
}
