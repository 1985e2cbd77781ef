"use client";

import { RequestForm } from "@/components/auth/request-form";
import { useAccountRequest } from "@/components/auth/use-account-request";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { TextField } from "@/components/ui/text-field";
import type { RecoveryCodes, TwoFactorSetUp } from "@/lib/auth/schema";
import { CopyButton } from "./copy-button";
import { Stage } from "./stage";

/** The second step: the app learns the secret and proves it. Nothing is on before that. */
export function ConfirmApp({ setUp, onCodes, onCancel }: { setUp: TwoFactorSetUp; onCodes: (codes: string[]) => void; onCancel: () => void }) {
  const request = useAccountRequest<RecoveryCodes>("/api/account/two-factor/confirm");
  const { send, isPending, failure, errorOf } = request;

  async function confirm(data: FormData) {
    const answer = await send({ code: data.get("code") });
    if (answer) onCodes(answer.recovery_codes);
  }

  return (
    <Stage title="Step 2 of 3: your app">
      <div className="grid items-start gap-5 sm:grid-cols-[auto_1fr]">
        {/* eslint-disable-next-line @next/next/no-img-element */}
        <img
          src={setUp.qr_code}
          alt="The secret below, for the camera of your phone"
          width={184}
          height={184}
          className="size-46 rounded-control border border-hairline bg-white"
        />
        <div className="flex min-w-0 flex-col items-start gap-3">
          <p>Scan the picture with the app. On the phone itself, open the app by a link; or type the secret into it.</p>
          <a href={setUp.otpauth_url} className="link min-h-6 sm:hidden">
            Open my authenticator app
          </a>
          <p>
            <span className="block text-sm font-medium">Secret</span>
            <code className="figures font-mono text-sm break-all">{inFours(setUp.secret)}</code>
          </p>
          <CopyButton text={setUp.secret} label="Copy the secret" />
        </div>
      </div>
      <RequestForm request={request} onData={confirm}>
        {failure && !failure.fields.code && <Alert tone="danger">{failure.message}</Alert>}
        <TextField
          label="The six digits that the app shows now"
          name="code"
          inputMode="numeric"
          placeholder="123 456"
          autoComplete="one-time-code"
          maxLength={20}
          spellCheck={false}
          required
          className="figures tracking-wide"
          error={errorOf("code")}
        />
        <div className="flex flex-wrap gap-3">
          <Button type="submit" isPending={isPending}>
            Turn it on
          </Button>
          <Button variant="quiet" onClick={onCancel}>
            Not now
          </Button>
        </div>
      </RequestForm>
    </Stage>
  );
}

/** "ABCD EFGH", as one reads a number out. */
function inFours(secret: string): string {
  return secret.match(/.{1,4}/g)?.join(" ") ?? secret;
}
