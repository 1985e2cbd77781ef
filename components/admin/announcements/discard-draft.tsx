"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
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
      <ConfirmDialog
        isOpen={isOpen}
        onClose={() => setOpen(false)}
        title="Discard this draft?"
        error={failure}
        deed="Discard it"
        isPending={isPending}
        onConfirm={() => void discard()}
      >
        <p>Nobody has got it. What was written is gone then.</p>
      </ConfirmDialog>
    </>
  );
}
