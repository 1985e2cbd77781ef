"use client";

import { useRouter } from "next/navigation";
import { Button } from "@/components/ui/button";
import { useState } from "react";
import { useAccountRequest } from "./use-account-request";

/** Sends the confirmation mail once more to whoever is signed in, and says how that went. */
export function ResendButton({ size = "medium" }: { size?: "small" | "medium" }) {
  const { send, isPending, failure } = useAccountRequest<{ sent_to: string }>("/api/account/resend-verification");
  const [sentTo, setSentTo] = useState<string | null>(null);
  const router = useRouter();

  async function resend() {
    const answer = await send({});
    if (answer) setSentTo(answer.sent_to);
    // Confirmed meanwhile in another window: show the page as it is now.
    else router.refresh();
  }

  return (
    <span className="flex flex-wrap items-center gap-x-3 gap-y-1">
      <Button variant="secondary" size={size} isPending={isPending} onClick={() => void resend()}>
        Send the mail again
      </Button>
      <span role="status" className="text-sm">
        {sentTo && `Sent to ${sentTo}.`}
        {failure?.message}
      </span>
    </span>
  );
}
