"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { TextArea } from "@/components/ui/text-area";
import { fetchJson, type RequestFailed } from "@/lib/http/fetch-json";
import type { DeadLetterChoice } from "@/lib/jobs/dead-letter-schema";

/** Asks before something that was promised is dropped for good, and why. */
export function Discard({ choice, count, loss }: { choice: DeadLetterChoice; count: number; loss: string }) {
  const router = useRouter();
  const [isOpen, setOpen] = useState(false);
  const [note, setNote] = useState("");
  const [isPending, setPending] = useState(false);
  const [failure, setFailure] = useState<RequestFailed | null>(null);
  const them = count === 1 ? "it" : `all ${count.toLocaleString("en-US")}`;

  async function send() {
    setPending(true);
    setFailure(null);
    await fetchJson("/api/admin/jobs/discard", { body: { choice, note } }).then(
      () => {
        setOpen(false);
        router.refresh();
      },
      (error: RequestFailed) => setFailure(error),
    );
    setPending(false);
  }

  return (
    <>
      <Button variant="quiet" size="small" onClick={() => setOpen(true)}>
        Discard…
      </Button>
      <ConfirmDialog
        isOpen={isOpen}
        onClose={() => setOpen(false)}
        title={`Discard ${them}?`}
        error={failure && !failure.fields.note ? failure.message : null}
        deed={`Discard ${them}`}
        keep={`Keep ${count === 1 ? "it" : "them"}`}
        isPending={isPending}
        onConfirm={() => void send()}
      >
        <p>{loss} Nothing will try again; the record stays for a month.</p>
        <TextArea
          label="Why"
          hint="Kept in the audit log."
          rows={2}
          maxLength={500}
          value={note}
          onChange={(event) => setNote(event.target.value)}
          error={failure?.fields.note}
        />
      </ConfirmDialog>
    </>
  );
}
