"use client";

import { ShieldAlert, ShieldCheck } from "lucide-react";
import { useRouter } from "next/navigation";
import { useEffect, useRef, useState } from "react";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import type { TwoFactorSetUp } from "@/lib/auth/schema";
import { ConfirmApp } from "./confirm-app";
import { GuardedForm } from "./guarded-form";
import { PasswordGate } from "./password-gate";
import { RecoveryCodes } from "./recovery-codes";
import { Stage } from "./stage";

interface TwoFactorProps {
  isOn: boolean;
  codesLeft: number;
  /** Who may not do without it cannot switch it off here either. */
  isRequired: boolean;
}

type Step = { at: "rest" | "password" | "renew" | "off" } | { at: "app"; setUp: TwoFactorSetUp } | { at: "codes"; codes: string[]; isNew: boolean };

/** Two-factor sign-in from nothing to kept recovery codes, and what one does with it later. */
export function TwoFactor({ isOn, codesLeft, isRequired }: TwoFactorProps) {
  const router = useRouter();
  const [step, setStep] = useState<Step>({ at: "rest" });
  const [news, setNews] = useState("");
  const status = useRef<HTMLParagraphElement>(null);
  const rest = () => setStep({ at: "rest" });

  useEffect(() => {
    if (news && step.at === "rest") status.current?.focus();
  }, [news, step]);

  function finish(sentence: string) {
    setNews(sentence);
    rest();
    router.refresh();
  }

  switch (step.at) {
    case "password":
      return <PasswordGate onOpen={(setUp) => setStep({ at: "app", setUp })} onCancel={rest} />;
    case "app":
      return <ConfirmApp setUp={step.setUp} onCodes={(codes) => setStep({ at: "codes", codes, isNew: true })} onCancel={rest} />;
    case "codes":
      return (
        <RecoveryCodes codes={step.codes} onKept={() => finish(step.isNew ? "Two-factor sign-in is on." : "The new recovery codes are the ones that count.")} />
      );
    case "renew":
      return (
        <Stage title="Make new recovery codes">
          <p>The ones you have stop working. You need them where your phone is lost.</p>
          <GuardedForm<{ recovery_codes: string[] }>
            path="/api/account/two-factor/recovery-codes"
            submitLabel="Make new codes"
            onDone={({ recovery_codes }) => setStep({ at: "codes", codes: recovery_codes, isNew: false })}
            onCancel={rest}
          />
        </Stage>
      );
    case "off":
      return (
        <Stage title="Turn two-factor sign-in off">
          <p>From then on your password alone opens the account. Your recovery codes are worth nothing any more.</p>
          <GuardedForm
            path="/api/account/two-factor/disable"
            submitLabel="Turn it off"
            isDangerous
            onDone={() => finish("Two-factor sign-in is off.")}
            onCancel={rest}
          />
        </Stage>
      );
    case "rest":
      return (
        <div className="flex flex-col items-start gap-4">
          <p className="flex items-center gap-2 font-medium">
            {isOn ? <ShieldCheck aria-hidden="true" className="size-5 text-brand" /> : <ShieldAlert aria-hidden="true" className="size-5 text-warning" />}
            {isOn ? "On" : "Off"}
          </p>
          <p ref={status} tabIndex={-1} role="status" className="text-brand empty:hidden">
            {news}
          </p>
          {isOn ? (
            <>
              <p className="text-quiet">
                Signing in asks for a code of your authenticator app. {codesLeft === 1 ? "One recovery code is" : `${codesLeft} recovery codes are`} left, for
                the day when the app is not at hand.
              </p>
              {codesLeft <= 3 && (
                <Alert tone="warning" isNews={false}>
                  That is few. Make new ones before you need them.
                </Alert>
              )}
              <div className="flex flex-wrap gap-3">
                <Button variant="secondary" onClick={() => setStep({ at: "renew" })}>
                  Make new recovery codes
                </Button>
                {!isRequired && (
                  <Button variant="quiet" onClick={() => setStep({ at: "off" })}>
                    Turn it off
                  </Button>
                )}
              </div>
            </>
          ) : (
            <>
              <p className="text-quiet">With it, a stolen password alone opens nothing: signing in also asks for six digits that only your phone can show.</p>
              <Button onClick={() => setStep({ at: "password" })}>Set it up</Button>
            </>
          )}
        </div>
      );
  }
}
