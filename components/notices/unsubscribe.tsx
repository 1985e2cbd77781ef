"use client";

import { useState } from "react";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { fetchJson, type RequestFailed } from "@/lib/http/fetch-json";

/** The button, and not the opening of the page, turns them off: mail scanners open every link they see. */
export function Unsubscribe({ token, isOn: atFirst }: { token: string; isOn: boolean }) {
  const [isOn, setOn] = useState(atFirst);
  const [wasPressed, setPressed] = useState(false);
  const [isPending, setPending] = useState(false);
  const [failure, setFailure] = useState<string | null>(null);

  async function turn(next: boolean) {
    setPending(true);
    setFailure(null);
    await fetchJson(`/api/unsubscribe/${token}${next ? "/undo" : ""}`, { method: "POST" }).then(
      () => {
        setOn(next);
        setPressed(true);
      },
      ({ message }: RequestFailed) => setFailure(message),
    );
    setPending(false);
  }

  return (
    <div className="flex flex-col gap-5">
      {failure && <Alert tone="danger">{failure}</Alert>}
      {(wasPressed || !isOn) && (
        <Alert tone={isOn ? "info" : "success"} isNews={wasPressed} title={isOn ? "They come again" : "You are unsubscribed"}>
          {isOn ? "You get announcements by mail, as before." : "You get no more announcements by mail. You can close this page."}
        </Alert>
      )}
      {isOn ? (
        <Button size="large" isWide isPending={isPending} onClick={() => void turn(false)}>
          Unsubscribe
        </Button>
      ) : (
        <Button variant="secondary" isWide isPending={isPending} onClick={() => void turn(true)}>
          Undo: send me announcements again
        </Button>
      )}
    </div>
  );
}
