"use client";

import { useState } from "react";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
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
      <Dialog isOpen={isOpen} onClose={() => !isPending && setOpen(false)} title="End the sponsorship?">
        <div className="flex flex-col gap-4">
          <p>
            {isUnpaid
              ? "It ends now, and the open amount is not taken any more. You can begin a new one whenever you like."
              : `It runs until ${paidUntil}, as you have paid, and ends there. Nothing more is charged. Until then you can change your mind.`}
          </p>
          {error && <Alert tone="danger">{error}</Alert>}
          <div className="flex flex-wrap gap-2">
            <Button variant="danger" isPending={isPending} onClick={() => void change(`/api/tutor/sponsorships/${id}/cancel`).then((isDone) => isDone && setOpen(false))}>
              {isUnpaid ? "End it now" : "End it then"}
            </Button>
            <Button variant="quiet" disabled={isPending} onClick={() => setOpen(false)}>
              Keep it
            </Button>
          </div>
        </div>
      </Dialog>
    </>
  );
}
