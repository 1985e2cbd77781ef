"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";
import { PasswordField } from "@/components/auth/password-field";
import { RequestForm } from "@/components/auth/request-form";
import { useAccountRequest } from "@/components/auth/use-account-request";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { Checkbox } from "@/components/ui/checkbox";
import { password_max_length, password_min_length } from "@/lib/auth/password";
import type { PasswordAnswer } from "@/lib/auth/schema";

export function PasswordForm({ email }: { email: string }) {
  const router = useRouter();
  const request = useAccountRequest<PasswordAnswer>("/api/account/password");
  const { form, send, isPending, failure, errorOf } = request;
  const [done, setDone] = useState<PasswordAnswer | null>(null);
  const [version, setVersion] = useState(0);

  async function change(data: FormData) {
    setDone(null);
    const answer = await send({ current: data.get("current"), next: data.get("next"), sign_out_others: data.get("sign_out_others") === "on" });
    if (!answer) return;
    form.current?.reset();
    // New fields: a password that was shown is not left standing there.
    setVersion(version + 1);
    setDone(answer);
    router.refresh();
  }

  return (
    <RequestForm request={request} onData={change}>
      {failure && Object.keys(failure.fields).length === 0 && <Alert tone="danger">{failure.message}</Alert>}
      {done && (
        <Alert tone="success" title="Your password is changed">
          {done.ended_sessions > 0 ? `Signed out on ${done.ended_sessions === 1 ? "one other device" : `${done.ended_sessions} other devices`}. ` : ""}We mailed
          you a notice of it.
        </Alert>
      )}
      {/* A password manager learns from it whose password this is. */}
      <input type="email" autoComplete="username" value={email} readOnly hidden />
      <PasswordField
        key={`current${version}`}
        label="Present password"
        name="current"
        autoComplete="current-password"
        maxLength={password_max_length}
        required
        error={errorOf("current")}
      />
      <PasswordField
        key={`next${version}`}
        label="New password"
        name="next"
        autoComplete="new-password"
        maxLength={password_max_length}
        required
        hint={`At least ${password_min_length} characters. A short sentence is good.`}
        error={errorOf("next")}
      />
      <Checkbox name="sign_out_others" defaultChecked label="Sign out everywhere else" />
      <Button type="submit" className="self-start" isPending={isPending}>
        Change the password
      </Button>
    </RequestForm>
  );
}
