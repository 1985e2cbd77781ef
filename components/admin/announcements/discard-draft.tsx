"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { fetchJson, type RequestFailed } from "@/lib/http/fetch-json";

export function DiscardDraft({ id }: { id: string }) {
  const router = useRouter();
  const [isOpen, setOpen] = useState(false);
  const [isPending, setPending] = useState(false);
  const [failure, setFailure] = useState<string | null>(null);

  async function discard() {
    setPending(true);
    setFailure(null);
    await fetchJson(`/api/admin/announcements/${id}`, { method: "DELETE" }).then(
      () => router.replace("/admin/announcements"),
      ({ message }: RequestFailed) => {
        setFailure(message);
        setPending(false);
      },
    );
  }

  return (
    <>
      <Button variant="quiet" onClick={() => setOpen(true)}>
        Discard…
      </Button>
      <Dialog isOpen={isOpen} onClose={() => setOpen(false)} title="Discard this draft?">
        <div className="flex flex-col gap-4">
          <p>Nobody has got it. What was written is gone then.</p>
          {failure && <Alert tone="danger">{failure}</Alert>}
          <div className="flex gap-2">
            <Button variant="danger" isPending={isPending} onClick={() => void discard()}>
              Discard it
            </Button>
            <Button variant="quiet" onClick={() => setOpen(false)}>
              Keep it
            </Button>
          </div>
        </div>
      </Dialog>
    </>
  );
}
