import { useRouter } from "next/navigation";
import { useState } from "react";
import type { Consent } from "@/lib/consent/schema";
import { fetchJson, type RequestFailed } from "@/lib/http/fetch-json";

/** Sends the choice; what else of the page depends on it is rendered anew. */
export function useConsent() {
  const router = useRouter();
  const [pending, setPending] = useState<boolean | null>(null);
  const [chosen, setChosen] = useState<boolean | null>(null);
  const [failure, setFailure] = useState<string>();

  async function choose(statistics: boolean) {
    if (pending !== null) return;
    setPending(statistics);
    setFailure(undefined);
    await fetchJson<Consent>("/api/consent", { body: { statistics } }).then(
      (consent) => {
        setChosen(consent.statistics);
        router.refresh();
      },
      (error: RequestFailed) => setFailure(error.message),
    );
    setPending(null);
  }

  return { choose, pending, chosen, failure };
}
