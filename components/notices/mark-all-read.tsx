"use client";

import { useState } from "react";
import { Button } from "@/components/ui/button";
import type { RequestFailed } from "@/lib/http/fetch-json";
import { useBell } from "./use-bell";

/** Stays in its place when there is nothing left to mark, since it holds the focus then. */
export function MarkAllRead({ userId, unread: counted }: { userId: string; unread: number }) {
  const { unread, markAllRead } = useBell(userId);
  const [state, setState] = useState<"idle" | "sending" | "done" | { failure: string }>("idle");
  if ((unread ?? counted) === 0 && state === "idle") return null;

  async function mark() {
    setState("sending");
    await markAllRead().then(
      () => setState("done"),
      ({ message }: RequestFailed) => setState({ failure: message }),
    );
  }

  const isDone = state === "done" && (unread ?? 0) === 0;
  return (
    <div className="flex flex-wrap items-center gap-3">
      <Button variant="secondary" isPending={state === "sending"} onClick={() => !isDone && void mark()}>
        Mark all as read
      </Button>
      <p role="status" className="text-sm text-brand">
        {isDone && "Everything is read."}
      </p>
      {typeof state === "object" && (
        <p role="alert" className="text-sm text-danger">
          {state.failure}
        </p>
      )}
    </div>
  );
}
