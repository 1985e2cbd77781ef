"use client";

import { Button } from "@/components/ui/button";
import { FieldError } from "@/components/ui/field";
import { useSponsorshipRequest } from "./use-sponsorship-request";

/** Takes the end back. */
export function RenewAfterAll({ id }: { id: string }) {
  const { change, isPending, error } = useSponsorshipRequest();
  return (
    <div>
      <Button isPending={isPending} onClick={() => void change(`/api/tutor/sponsorships/${id}/resume`)}>
        Renew it after all
      </Button>
      <FieldError id="resume" error={error} />
    </div>
  );
}
