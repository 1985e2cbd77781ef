"use client";

import { useState } from "react";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { fetchJson, type RequestFailed } from "@/lib/http/fetch-json";

/** The button, and not the opening of the page, ends them: mail scanners open every link they see. */
export function StopInvites({ token }: { token: string }) {
  const [isPending, setPending] = useState(false);
  const [isDone, setDone] = useState(false);
  const [failure, setFailure] = useState<string | null>(null);

  async function stop() {
    setPending(true);
    setFailure(null);
    await fetchJson(`/api/invites/${token}/stop`, { body: {} }).then(
      () => setDone(true),
      ({ message }: RequestFailed) => setFailure(message),
    );
    setPending(false);
  }

  if (isDone) {
    return (
      <Alert tone="success" title="Done">
        You get no more invitations. You can close this page.
      </Alert>
    );
  }
  return (
    <div className="flex flex-col gap-5">
      {failure && <Alert tone="danger">{failure}</Alert>}
      <Button size="large" isWide isPending={isPending} onClick={() => void stop()}>
        No more invitations
      </Button>
    </div>
  );
}
