"use client";

import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import type { SessionUser } from "@/lib/auth/session";
import { CodeField, codeOf } from "./code-field";
import { RequestForm } from "./request-form";
import { useAccountRequest } from "./use-account-request";

interface TwoFactorStepProps {
  onDone: (user: SessionUser) => void;
  /** Back to the password. */
  onBack: () => void;
}

/** The second half of signing in, after the right password. */
export function TwoFactorStep({ onDone, onBack }: TwoFactorStepProps) {
  const request = useAccountRequest<{ user: SessionUser }>("/api/account/two-factor/verify");
  const { send, isPending, failure, errorOf } = request;
  const isOver = failure?.details.reason === "sign_in_again";

  async function verify(data: FormData) {
    const answer = await send(codeOf(data));
    if (answer) onDone(answer.user);
  }

  return (
    <RequestForm request={request} onData={verify}>
      <p>Your password is right. One step is left: the six digits that your authenticator app shows now.</p>
      {failure && !failure.fields.code && !failure.fields.recovery_code && <Alert tone="danger">{failure.message}</Alert>}
      {isOver ? (
        <Button size="large" isWide onClick={onBack}>
          Start again
        </Button>
      ) : (
        <>
          <CodeField errorOf={errorOf} isFirst />
          <Button type="submit" size="large" isWide isPending={isPending}>
            Sign in
          </Button>
          <button type="button" onClick={onBack} className="link min-h-6 self-start text-sm">
            Sign in as somebody else
          </button>
        </>
      )}
    </RequestForm>
  );
}
