"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";
import { PasswordField } from "@/components/auth/password-field";
import { RequestForm } from "@/components/auth/request-form";
import { ResendButton } from "@/components/auth/resend-button";
import { useAccountRequest } from "@/components/auth/use-account-request";
import { Alert } from "@/components/ui/alert";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { TextField } from "@/components/ui/text-field";
import { password_max_length } from "@/lib/auth/password";
import type { AddressAnswer } from "@/lib/auth/schema";
import type { MailState } from "@/lib/email-suppressions/read-mail-state";
import { MailTrouble } from "./mail-trouble";

interface AddressProps {
  email: string;
  isConfirmed: boolean;
  /** What was asked for and waits for its link to be opened; `until` in words. */
  waiting: { email: string; until: string } | null;
  mails: MailState;
}

/** The mail address, and its change: nothing moves before the link in the new mailbox is opened. */
export function Address({ email, isConfirmed, waiting: asked, mails }: AddressProps) {
  const [isChanging, setChanging] = useState(false);
  // A link that shows that the present address works is no change of it.
  const waiting = asked?.email === email ? null : asked;
  return (
    <div className="flex flex-col gap-5">
      <p className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <span className="font-medium break-all">{email}</span>
        <Badge tone={isConfirmed ? "brand" : "warning"}>{isConfirmed ? "Confirmed" : "Not confirmed"}</Badge>
      </p>
      {!isConfirmed && <ResendButton size="small" />}
      {mails !== "arriving" && <MailTrouble email={email} state={mails} />}
      {waiting && (
        <Alert tone="info" title={`Waiting for ${waiting.email}`}>
          We mailed a link there; it works until {waiting.until}. Until you open it everything goes to {email}, which got a notice too. Nothing came? Look in
          the spam folder, or ask once more.
        </Alert>
      )}
      {isChanging ? (
        <AddressForm onDone={() => setChanging(false)} />
      ) : (
        <Button variant="secondary" className="self-start" onClick={() => setChanging(true)}>
          {waiting ? "Ask once more, or for another one" : "Change the address"}
        </Button>
      )}
    </div>
  );
}

function AddressForm({ onDone }: { onDone: () => void }) {
  const router = useRouter();
  const request = useAccountRequest<AddressAnswer>("/api/account/email");
  const { send, isPending, failure, errorOf } = request;

  async function ask(data: FormData) {
    if (!(await send({ email: data.get("email"), password: data.get("password") }))) return;
    router.refresh();
    onDone();
  }

  return (
    <RequestForm request={request} onData={ask}>
      {failure && Object.keys(failure.fields).length === 0 && <Alert tone="danger">{failure.message}</Alert>}
      <TextField
        label="New address"
        name="email"
        type="email"
        autoComplete="email"
        maxLength={254}
        required
        spellCheck={false}
        autoFocus
        hint="We mail a link to it, and a notice to the address you have now."
        error={errorOf("email")}
      />
      <PasswordField
        label="Your password"
        name="password"
        autoComplete="current-password"
        maxLength={password_max_length}
        required
        error={errorOf("password")}
      />
      <div className="flex flex-wrap gap-3">
        <Button type="submit" isPending={isPending}>
          Send the link
        </Button>
        <Button variant="quiet" onClick={onDone}>
          Leave it as it is
        </Button>
      </div>
    </RequestForm>
  );
}
