"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { fetchJson, type RequestFailed } from "@/lib/http/fetch-json";
import { people } from "./announcement-words";

/** Asks before the rest is given up for good. */
export function CancelSending({ id, sent }: { id: string; sent: number }) {
  const router = useRouter();
  const [isOpen, setOpen] = useState(false);
  const [isPending, setPending] = useState(false);
  const [failure, setFailure] = useState<string | null>(null);

  async function cancel() {
    setPending(true);
    setFailure(null);
    await fetchJson(`/api/admin/announcements/${id}/cancel`, { method: "POST" }).then(
      () => setOpen(false),
      ({ message }: RequestFailed) => setFailure(message),
    );
    setPending(false);
    router.refresh();
  }

  return (
    <>
      <Button variant="danger" onClick={() => setOpen(true)}>
        Cancel the rest…
      </Button>
      <Dialog isOpen={isOpen} onClose={() => setOpen(false)} title="Cancel the rest for good?">
        <div className="flex flex-col gap-4">
          <p>
            <span className="figures">{people(sent)}</span> {sent === 1 ? "has" : "have"} it, and a batch that is under way still goes out. Nobody else gets it,
            and it cannot be resumed.
          </p>
          {failure && <Alert tone="danger">{failure}</Alert>}
          <div className="flex flex-wrap gap-2">
            <Button variant="danger" isPending={isPending} onClick={() => void cancel()}>
              Cancel the rest
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
