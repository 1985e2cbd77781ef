"use client";

import { Button } from "@/components/ui/button";
import { FieldError } from "@/components/ui/field";
import { useSponsorshipRequest } from "./use-sponsorship-request";

/** Leads to Stripe's own page for the card and the invoices. */
export function ManagePayment({ id }: { id: string }) {
  const { send, isPending, error } = useSponsorshipRequest();
  async function open() {
    const answer = await send<{ url: string }>(`/api/tutor/sponsorships/${id}/portal`);
    if (answer) window.location.assign(answer.url);
  }
  return (
    <div>
      <Button variant="secondary" isPending={isPending} onClick={() => void open()}>
        Card and invoices
      </Button>
      <FieldError id="portal" error={error} />
    </div>
  );
}
