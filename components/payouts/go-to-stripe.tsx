"use client";

import { useState } from "react";
import { Button } from "@/components/ui/button";
import type { ButtonVariant } from "@/components/ui/button-style";
import { FieldError } from "@/components/ui/field";
import { fetchJson, type RequestFailed } from "@/lib/http/fetch-json";

interface GoToStripeProps {
  /** `onboarding`: Stripe asks for what it needs · `dashboard`: payouts and bank account there. */
  to: "onboarding" | "dashboard";
  variant?: ButtonVariant;
  children: string;
}

/** Asks for a door to Stripe's own pages and goes through it; each door opens once, so it is made at the press. */
export function GoToStripe({ to, variant, children }: GoToStripeProps) {
  const [isPending, setPending] = useState(false);
  const [error, setError] = useState<string>();

  async function go() {
    setPending(true);
    setError(undefined);
    const asked = to === "onboarding" ? fetchJson<{ url: string }>("/api/tutor/connect-stripe", { body: {} }) : fetchJson<{ url: string }>("/api/tutor/stripe-dashboard");
    await asked.then(
      ({ url }) => window.location.assign(url),
      (failure: RequestFailed) => {
        setPending(false);
        setError(failure.message);
      },
    );
  }

  return (
    <div className="flex flex-col items-start gap-1">
      <Button variant={variant} isPending={isPending} onClick={() => void go()}>
        {children}
      </Button>
      <FieldError id={`stripe-${to}`} error={error} />
    </div>
  );
}
