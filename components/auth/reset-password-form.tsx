"use client";

import Link from "next/link";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { password_max_length, password_min_length } from "@/lib/auth/password";
import { PasswordField } from "./password-field";
import { RequestForm } from "./request-form";
import { useAccountRequest } from "./use-account-request";

export function ResetPasswordForm({ token, email }: { token: string; email: string }) {
  const request = useAccountRequest("/api/account/reset-password");
  const { send, isPending, failure, errorOf } = request;

  async function reset(data: FormData) {
    const answer = await send({ token, password: data.get("password") });
    if (answer) window.location.replace("/sign-in?reset=done");
  }

  return (
    <RequestForm request={request} onData={reset}>
      {failure && (
        <Alert tone="danger">
          {failure.message}{" "}
          {failure.details.reason === "link_spent" && (
            <Link href="/forgot-password" className="link">
              Get a new link
            </Link>
          )}
        </Alert>
      )}
      {/* A password manager learns from it whose password this is. */}
      <input type="email" autoComplete="username" value={email} readOnly hidden />
      <PasswordField
        label="New password"
        name="password"
        autoComplete="new-password"
        maxLength={password_max_length}
        required
        hint={`At least ${password_min_length} characters. A short sentence is good.`}
        error={errorOf("password")}
      />
      <Button type="submit" size="large" isWide isPending={isPending}>
        Set the password
      </Button>
    </RequestForm>
  );
}
