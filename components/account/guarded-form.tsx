"use client";

import { CodeField, codeOf } from "@/components/auth/code-field";
import { PasswordField } from "@/components/auth/password-field";
import { RequestForm } from "@/components/auth/request-form";
import { useAccountRequest } from "@/components/auth/use-account-request";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { password_max_length } from "@/lib/auth/password";

interface GuardedFormProps<T> {
  path: string;
  submitLabel: string;
  isDangerous?: boolean;
  onDone: (answer: T) => void;
  onCancel: () => void;
}

/** What needs both, the password and a code. */
export function GuardedForm<T>({ path, submitLabel, isDangerous = false, onDone, onCancel }: GuardedFormProps<T>) {
  const request = useAccountRequest<T>(path);
  const { send, isPending, failure, errorOf } = request;

  async function ask(data: FormData) {
    const answer = await send({ password: data.get("password"), ...codeOf(data) });
    if (answer) onDone(answer);
  }

  return (
    <RequestForm request={request} onData={ask}>
      {failure && Object.keys(failure.fields).length === 0 && <Alert tone="danger">{failure.message}</Alert>}
      <PasswordField
        label="Your password"
        name="password"
        autoComplete="current-password"
        maxLength={password_max_length}
        required
        error={errorOf("password")}
      />
      <CodeField errorOf={errorOf} />
      <div className="flex flex-wrap gap-3">
        <Button type="submit" variant={isDangerous ? "danger" : "primary"} isPending={isPending}>
          {submitLabel}
        </Button>
        <Button variant="quiet" onClick={onCancel}>
          Leave it as it is
        </Button>
      </div>
    </RequestForm>
  );
}
