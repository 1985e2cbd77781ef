"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { fetchJson, RequestFailed } from "@/lib/http/fetch-json";
import { people, segmentWords, titleOf } from "./announcement-words";
import type { Draft } from "./use-draft";
import type { Counted } from "./use-audience";

interface SendToAllProps {
  draft: Draft;
  counted: Counted;
  isSampled: boolean;
  onRecount: () => void;
}

/** Names the number before anything goes out; what is confirmed is that number and the version that is saved. */
export function SendToAll({ draft, counted, isSampled, onRecount }: SendToAllProps) {
  const router = useRouter();
  const [isOpen, setOpen] = useState(false);
  const [isPending, setPending] = useState(false);
  const [failure, setFailure] = useState<string | null>(null);
  const { id, subject, segment } = draft.saved;
  const number = counted.kind === "counted" ? counted.audience.people : 0;

  async function ask() {
    setFailure(null);
    setPending(true);
    const revision = await draft.flush();
    setPending(false);
    if (revision === null) return;
    const missing = {
      ...(!draft.words.subject.trim() && { subject: "Write a subject." }),
      ...(!draft.words.body.trim() && { body: "Write what you have to say." }),
    };
    draft.setErrors(missing);
    if (Object.keys(missing).length === 0) setOpen(true);
    else setFailure("Something is missing: look at the marked field.");
  }

  async function send() {
    setPending(true);
    setFailure(null);
    try {
      const revision = await draft.flush();
      if (revision === null) throw new RequestFailed(0, { code: "conflict", message: "The last change is not saved yet. Look at it again." });
      await fetchJson(`/api/admin/announcements/${id}/send`, { body: { revision, people: number } });
      setOpen(false);
      router.refresh();
    } catch (error) {
      if (!(error instanceof RequestFailed)) throw error;
      setFailure(Object.values(error.fields)[0] ?? error.message);
      // The number may be another one by now.
      if (error.code === "conflict") onRecount();
    }
    setPending(false);
  }

  return (
    <>
      <Button disabled={counted.kind !== "counted" || number === 0} isPending={isPending && !isOpen} onClick={() => void ask()}>
        {counted.kind === "counted" && number > 0 ? `Send to ${people(number)}…` : "Send to all…"}
      </Button>
      <p role="status" className="order-last w-full text-sm text-danger">
        {!isOpen && failure}
      </p>
      <Dialog isOpen={isOpen} onClose={() => setOpen(false)} title={`Send to ${people(number)}?`}>
        <div className="flex flex-col gap-4">
          <p>
            “{titleOf(subject)}” goes to <strong className="figures">{people(number)}</strong>: {segmentWords(segment)}. What has gone out cannot be taken back;
            you can pause or cancel the rest.
          </p>
          {!isSampled && (
            <Alert tone="warning" isNews={false}>
              You have not sent this version to yourself yet.
            </Alert>
          )}
          {failure && <Alert tone="danger">{failure}</Alert>}
          <div className="flex flex-wrap gap-2">
            <Button isPending={isPending} disabled={counted.kind !== "counted"} onClick={() => void send()}>
              Send to {people(number)}
            </Button>
            <Button variant="quiet" onClick={() => setOpen(false)}>
              Not yet
            </Button>
          </div>
        </div>
      </Dialog>
    </>
  );
}
