"use client";

import { useState } from "react";
import { Button } from "@/components/ui/button";
import { fetchJson, RequestFailed } from "@/lib/http/fetch-json";
import type { Draft } from "./use-draft";

interface SendSampleProps {
  draft: Draft;
  address: string;
  onSent: (revision: number) => void;
}

/** The mail as everybody would get it, to the admin alone. */
export function SendSample({ draft, address, onSent }: SendSampleProps) {
  const [isPending, setPending] = useState(false);
  const [outcome, setOutcome] = useState<{ text: string; isFailure: boolean } | null>(null);

  async function send() {
    setPending(true);
    setOutcome(null);
    try {
      const revision = await draft.flush();
      if (revision !== null) {
        await fetchJson(`/api/admin/announcements/${draft.saved.id}/sample`, { body: { revision } });
        onSent(revision);
        setOutcome({ text: `It is on its way to ${address}.`, isFailure: false });
      }
    } catch (error) {
      if (!(error instanceof RequestFailed)) throw error;
      draft.setErrors(error.fields);
      setOutcome({ text: Object.values(error.fields)[0] ?? error.message, isFailure: true });
    }
    setPending(false);
  }

  return (
    <>
      <Button variant="secondary" isPending={isPending} onClick={() => void send()}>
        Send it to myself
      </Button>
      <p role="status" className={outcome?.isFailure ? "order-last w-full text-sm text-danger" : "order-last w-full text-sm text-quiet"}>
        {outcome?.text}
      </p>
    </>
  );
}
