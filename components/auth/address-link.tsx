"use client";

import { useState } from "react";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { LinkButton } from "@/components/ui/link-button";
import { useAccountRequest } from "./use-account-request";

interface AddressLinkProps {
  token: string;
  /** What the link was mailed for. */
  purpose: "confirm" | "check" | "undo";
  isSignedIn: boolean;
}

/** The button, and not the opening of the page, uses the link up: mail scanners open every link they see. */
export function AddressLink({ token, purpose, isSignedIn }: AddressLinkProps) {
  const { path, button, done } = purposes[purpose];
  const { send, isPending, failure } = useAccountRequest<{ email: string }>(path);
  const [email, setEmail] = useState<string | null>(null);
  const staysIn = purpose !== "undo" && isSignedIn;

  async function use() {
    const answer = await send({ token });
    if (answer) setEmail(answer.email);
  }

  if (email) {
    return (
      <div className="flex flex-col gap-5">
        <Alert tone="success" title={`Your address is ${email}`}>
          {done}
        </Alert>
        <LinkButton href={staysIn ? "/account" : "/sign-in"} size="large" isWide>
          {staysIn ? "Go to your account" : "Sign in"}
        </LinkButton>
      </div>
    );
  }
  if (failure?.details.reason === "link_spent" || failure?.status === 409) {
    return (
      <div className="flex flex-col gap-5">
        <Alert tone="danger">{failure.message}</Alert>
        <LinkButton href="/account" size="large" isWide>
          {isSignedIn ? "Go to your account" : "Sign in and see"}
        </LinkButton>
      </div>
    );
  }
  return (
    <div className="flex flex-col gap-5">
      {failure && <Alert tone="danger">{failure.message}</Alert>}
      <Button size="large" isWide isPending={isPending} onClick={() => void use()}>
        {button}
      </Button>
    </div>
  );
}

const purposes = {
  confirm: {
    path: "/api/account/email/confirm",
    button: "Use this address",
    done: "Sign in with it from now on. Your other devices are signed out, and the old address got a link that takes this back within a week.",
  },
  check: {
    path: "/api/account/email/confirm",
    button: "My address works",
    done: "Confirmations and reminders come to it again.",
  },
  undo: {
    path: "/api/account/email/undo",
    button: "Give me my account back",
    done: "Everybody is signed out, and a mail with a link for a new password is on its way to you. Set one that nobody knows.",
  },
} as const;
