"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";
import { fetchJson, RequestFailed } from "@/lib/http/fetch-json";

/** Sends one request about the sponsorship. `isPending` stays while the browser leaves for where the answer sends it. */
export function useSponsorshipRequest() {
  const router = useRouter();
  const [isPending, setPending] = useState(false);
  const [error, setError] = useState<string>();

  /** The answer, or null where it was refused: then `error` says why. */
  async function send<T>(path: string, body?: unknown): Promise<T | null> {
    setPending(true);
    setError(undefined);
    try {
      return await fetchJson<T>(path, { method: "POST", body });
    } catch (failure) {
      if (!(failure instanceof RequestFailed)) throw failure;
      setPending(false);
      setError(failure.fields.weeks ?? failure.message);
      return null;
    }
  }

  async function change(path: string): Promise<boolean> {
    const answer = await send(path);
    if (answer) router.refresh();
    setPending(false);
    return answer !== null;
  }

  return { send, change, isPending, error };
}
