"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { TextArea } from "@/components/ui/text-area";
import { fetchJson, type RequestFailed } from "@/lib/http/fetch-json";
import type { ReviewView } from "@/lib/tutors/review-view";

/** Takes a coach off the marketplace, or back onto it. Sessions that are booked are another decision (FutureSessions). */
export function Suspension({ review, firstName }: { review: ReviewView; firstName: string }) {
  const router = useRouter();
  const isSuspended = review.status === "suspended";
  const [isOpen, setOpen] = useState(false);
  const [note, setNote] = useState("");
  const [isPending, setPending] = useState(false);
  const [failure, setFailure] = useState<RequestFailed | null>(null);

  async function send() {
    setPending(true);
    setFailure(null);
    await fetchJson(`/api/admin/tutors/${review.id}/${isSuspended ? "reinstate" : "suspend"}`, { body: { note: note.trim() || (isSuspended ? null : "") } }).then(
      () => {
        setOpen(false);
        setNote("");
        router.refresh();
      },
      (error: RequestFailed) => setFailure(error),
    );
    setPending(false);
  }

  return (
    <>
      <Button variant={isSuspended ? "secondary" : "danger"} className="self-start" onClick={() => setOpen(true)}>
        {isSuspended ? "Put back on the marketplace" : "Suspend"}
      </Button>
      <Dialog isOpen={isOpen} onClose={() => setOpen(false)} title={isSuspended ? `Put ${firstName} back?` : `Suspend ${firstName}?`}>
        <div className="flex flex-col gap-4">
          <p>
            {isSuspended
              ? "The page is found and can be booked again. Sessions that were cancelled stay cancelled."
              : `The page is hidden at once and nobody can book. ${booked(review.future_sessions)}`}
          </p>
          <TextArea
            label={isSuspended ? "Note" : "Why"}
            aside={isSuspended ? "(optional)" : undefined}
            hint={isSuspended ? "Kept in the history." : `${firstName} reads it in the mail.`}
            rows={3}
            maxLength={1_000}
            value={note}
            onChange={(event) => setNote(event.target.value)}
            error={failure?.fields.note}
          />
          {failure && !failure.fields.note && <Alert tone="danger">{failure.message}</Alert>}
          <div className="flex gap-2">
            <Button variant={isSuspended ? "primary" : "danger"} isPending={isPending} onClick={() => void send()}>
              {isSuspended ? "Put back" : "Suspend"}
            </Button>
            <Button variant="quiet" onClick={() => setOpen(false)}>
              Leave it
            </Button>
          </div>
        </div>
      </Dialog>
    </>
  );
}

function booked(count: number): string {
  if (count === 0) return "No session is booked.";
  return `${count === 1 ? "One booked session stays" : `${count} booked sessions stay`} until you cancel ${count === 1 ? "it" : "them"} in the next step.`;
}
