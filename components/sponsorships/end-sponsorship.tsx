"use client";

import { useState } from "react";
import { Button } from "@/components/ui/button";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { useSponsorshipRequest } from "./use-sponsorship-request";

interface EndSponsorshipProps {
  id: string;
  /** A renewal is unpaid: then it ends now. */
  isUnpaid: boolean;
  paidUntil: string;
}

/** Says what ending it means before it does. */
export function EndSponsorship({ id, isUnpaid, paidUntil }: EndSponsorshipProps) {
  const [isOpen, setOpen] = useState(false);
  const { change, isPending, error } = useSponsorshipRequest();
  return (
    <>
      <Button variant="secondary" aria-haspopup="dialog" onClick={() => setOpen(true)}>
        End the sponsorship
      </Button>
      <ConfirmDialog
        isOpen={isOpen}
        onClose={() => setOpen(false)}
        title="End the sponsorship?"
        error={error}
        deed={isUnpaid ? "End it now" : "End it then"}
        isPending={isPending}
        onConfirm={() => void change(`/api/tutor/sponsorships/${id}/cancel`).then((isDone) => isDone && setOpen(false))}
      >
        <p>
          {isUnpaid
            ? "It ends now, and the open amount is not taken any more. You can begin a new one whenever you like."
            : `It runs until ${paidUntil}, as you have paid, and ends there. Nothing more is charged. Until then you can change your mind.`}
        </p>
      </ConfirmDialog>
    </>
  );
}
