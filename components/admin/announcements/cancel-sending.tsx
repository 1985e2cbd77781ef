"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
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
      <ConfirmDialog
        isOpen={isOpen}
        onClose={() => setOpen(false)}
        title="Cancel the rest for good?"
        error={failure}
        deed="Cancel the rest"
        keep="Leave it"
        isPending={isPending}
        onConfirm={() => void cancel()}
      >
        <p>
          <span className="figures">{people(sent)}</span> {sent === 1 ? "has" : "have"} it, and a batch that is under way still goes out. Nobody else gets it,
          and it cannot be resumed.
        </p>
      </ConfirmDialog>
    </>
  );
}
