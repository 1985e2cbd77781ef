"use client";

import Link from "next/link";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { TextField } from "@/components/ui/text-field";
import { password_max_length } from "@/lib/auth/password";
import type { SessionUser } from "@/lib/auth/session";
import { PasswordField } from "./password-field";
import { RequestForm } from "./request-form";
import { useAccountRequest } from "./use-account-request";

export function SignInForm({ defaultEmail, onDone }: { defaultEmail?: string; onDone: (user: SessionUser) => void }) {
  const request = useAccountRequest<{ user: SessionUser }>("/api/account/sign-in");
  const { send, isPending, failure, errorOf } = request;

  async function signIn(data: FormData) {
    const answer = await send({ email: data.get("email"), password: data.get("password") });
    if (answer) onDone(answer.user);
  }

  return (
    <RequestForm request={request} onData={signIn}>
      {failure && <Alert tone="danger">{failure.message}</Alert>}
      <TextField
        label="Email"
        name="email"
        type="email"
        autoComplete="username"
        defaultValue={defaultEmail}
        maxLength={254}
        required
        spellCheck={false}
        error={errorOf("email")}
      />
      <div className="flex flex-col gap-2">
        <PasswordField label="Password" name="password" autoComplete="current-password" maxLength={password_max_length} required error={errorOf("password")} />
        <Link href="/forgot-password" className="link inline-flex min-h-6 items-center self-start text-sm">
          Forgot your password?
        </Link>
      </div>
      <Button type="submit" size="large" isWide isPending={isPending}>
        Sign in
      </Button>
    </RequestForm>
  );
}
