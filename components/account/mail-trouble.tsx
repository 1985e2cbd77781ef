"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";
import { useAccountRequest } from "@/components/auth/use-account-request";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import type { AddressAnswer } from "@/lib/auth/schema";

/** Why some or all mails are not sent to the person, and the way back: a link that proves that the address works. */
export function MailTrouble({ email, state }: { email: string; state: "coming_back" | "marked_as_spam" }) {
  const { send, isPending, failure } = useAccountRequest<AddressAnswer>("/api/account/email/recheck");
  const [sentTo, setSentTo] = useState<string | null>(null);
  const router = useRouter();
  const { title, sentence } = words[state];

  async function recheck() {
    const answer = await send({});
    if (answer) setSentTo(answer.sent_to);
    // Confirmed meanwhile in another window: show the page as it is now.
    else router.refresh();
  }

  return (
    <Alert tone="warning" title={title} isNews={false}>
      <p>{sentence(email)}</p>
      <p className="mt-3 flex flex-wrap items-center gap-x-3 gap-y-1">
        <Button variant="secondary" size="small" isPending={isPending} onClick={() => void recheck()}>
          {sentTo ? "Send the link again" : "Send a link to try it"}
        </Button>
        <span role="status" className="text-sm">
          {sentTo && `Sent to ${sentTo}. Press the button in it, and all is as before.`}
          {failure?.message}
        </span>
      </p>
    </Alert>
  );
}

const words = {
  coming_back: {
    title: "Mails to you come back",
    sentence: (email: string) => `The mail server of ${email} says that it cannot deliver them, so confirmations and reminders are not sent. Change the address, or show that it works.`,
  },
  marked_as_spam: {
    title: "One of our mails was marked as spam",
    sentence: (email: string) => `${email} gets only what concerns your account and your sessions. Was it a slip? Show that you want our mails.`,
  },
};
