"use client";

import { PasswordField } from "@/components/auth/password-field";
import { RequestForm } from "@/components/auth/request-form";
import { useAccountRequest } from "@/components/auth/use-account-request";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { password_max_length } from "@/lib/auth/password";
import type { TwoFactorSetUp } from "@/lib/auth/schema";
import { Stage } from "./stage";

/** The first step of setting up: a borrowed, unlocked computer must not get the secret. */
export function PasswordGate({ onOpen, onCancel }: { onOpen: (setUp: TwoFactorSetUp) => void; onCancel: () => void }) {
  const request = useAccountRequest<TwoFactorSetUp>("/api/account/two-factor/enable");
  const { send, isPending, failure, errorOf } = request;

  async function begin(data: FormData) {
    const answer = await send({ password: data.get("password") });
    if (answer) onOpen(answer);
  }

  return (
    <Stage title="Step 1 of 3: your password">
      <p>You need an authenticator app on your phone: Google Authenticator, Microsoft Authenticator, 1Password, Bitwarden, or the passwords of your iPhone.</p>
      <RequestForm request={request} onData={begin}>
        {failure && !failure.fields.password && <Alert tone="danger">{failure.message}</Alert>}
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
            Go on
          </Button>
          <Button variant="quiet" onClick={onCancel}>
            Not now
          </Button>
        </div>
      </RequestForm>
    </Stage>
  );
}
