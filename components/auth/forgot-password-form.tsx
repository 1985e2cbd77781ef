"use client";

import { useState } from "react";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { TextField } from "@/components/ui/text-field";
import { RequestForm } from "./request-form";
import { useAccountRequest } from "./use-account-request";

export function ForgotPasswordForm() {
  const request = useAccountRequest<{ message: string }>("/api/account/forgot-password");
  const { send, isPending, failure, errorOf } = request;
  const [answer, setAnswer] = useState<string | null>(null);

  async function ask(data: FormData) {
    setAnswer(null);
    const given = await send({ email: data.get("email") });
    if (given) setAnswer(given.message);
  }

  return (
    <RequestForm request={request} onData={ask}>
      {failure && <Alert tone="danger">{failure.message}</Alert>}
      {answer && (
        <Alert tone="success" title="Look into your mail">
          {answer} It works for an hour. Nothing there? Look in the spam folder.
        </Alert>
      )}
      <TextField label="Email" name="email" type="email" autoComplete="username" maxLength={254} required spellCheck={false} error={errorOf("email")} />
      <Button type="submit" size="large" isWide isPending={isPending} variant={answer ? "secondary" : "primary"}>
        {answer ? "Send it again" : "Send me a link"}
      </Button>
    </RequestForm>
  );
}
