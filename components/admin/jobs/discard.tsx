"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
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
      <Dialog isOpen={isOpen} onClose={() => setOpen(false)} title={`Discard ${them}?`}>
        <div className="flex flex-col gap-4">
          <p>{loss} Nothing will try again; the record stays for a month.</p>
          <TextArea label="Why" hint="Kept in the audit log." rows={2} maxLength={500} value={note} onChange={(event) => setNote(event.target.value)} error={failure?.fields.note} />
          {failure && !failure.fields.note && <Alert tone="danger">{failure.message}</Alert>}
          <div className="flex gap-2">
            <Button variant="danger" isPending={isPending} onClick={() => void send()}>
              Discard {them}
            </Button>
            <Button variant="quiet" onClick={() => setOpen(false)}>
              Keep {count === 1 ? "it" : "them"}
            </Button>
          </div>
        </div>
      </Dialog>
    </>
  );
}
