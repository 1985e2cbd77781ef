"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { LinkButton } from "@/components/ui/link-button";
import { ResendButton } from "./resend-button";
import { useAccountRequest } from "./use-account-request";

/** The button, and not the opening of the page, uses the link up: mail scanners open every link they see. */
export function ConfirmAddress({ token, home, canResend }: { token: string; home: string; canResend: boolean }) {
  const { send, isPending, failure } = useAccountRequest("/api/account/verify-email");
  const [isConfirmed, setConfirmed] = useState(false);
  const router = useRouter();

  async function confirm() {
    if (!(await send({ token }))) return;
    setConfirmed(true);
    router.refresh();
  }

  if (isConfirmed || failure?.status === 409) {
    return (
      <div className="flex flex-col gap-5">
        <Alert tone="success" title={isConfirmed ? "Thank you, your address is confirmed" : "Your address is confirmed already"}>
          There is nothing more to do here.
        </Alert>
        <LinkButton href={home} size="large" isWide>
          Go on
        </LinkButton>
      </div>
    );
  }
  return (
    <div className="flex flex-col gap-5">
      {failure && <Alert tone="danger">{failure.message}</Alert>}
      {failure?.details.reason === "link_spent" && canResend ? (
        <ResendButton />
      ) : (
        <Button size="large" isWide isPending={isPending} onClick={() => void confirm()}>
          Confirm my address
        </Button>
      )}
    </div>
  );
}
