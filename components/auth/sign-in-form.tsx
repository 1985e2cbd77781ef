"use client";

import Link from "next/link";
import { useState } from "react";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { TextField } from "@/components/ui/text-field";
import { password_max_length } from "@/lib/auth/password";
import type { SignInAnswer } from "@/lib/auth/schema";
import type { SessionUser } from "@/lib/auth/session";
import { PasswordField } from "./password-field";
import { RequestForm } from "./request-form";
import { TwoFactorStep } from "./two-factor-step";
import { useAccountRequest } from "./use-account-request";

interface SignInFormProps {
  defaultEmail?: string;
  onDone: (user: SessionUser) => void;
}

/** Address and password, and for those who have set it up the code of their authenticator app. */
export function SignInForm(props: SignInFormProps) {
  const [needsCode, setNeedsCode] = useState(false);
  if (needsCode) return <TwoFactorStep onDone={props.onDone} onBack={() => setNeedsCode(false)} />;
  return <PasswordStep {...props} onCodeNeeded={() => setNeedsCode(true)} />;
}

function PasswordStep({ defaultEmail, onDone, onCodeNeeded }: SignInFormProps & { onCodeNeeded: () => void }) {
  const request = useAccountRequest<SignInAnswer>("/api/account/sign-in");
  const { send, isPending, failure, errorOf } = request;

  async function signIn(data: FormData) {
    const answer = await send({ email: data.get("email"), password: data.get("password") });
    if (!answer) return;
    if ("user" in answer) onDone(answer.user);
    else onCodeNeeded();
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
