"use client";

import Link from "next/link";
import { type ReactNode, useState } from "react";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { Checkbox } from "@/components/ui/checkbox";
import { TextField } from "@/components/ui/text-field";
import type { SessionUser } from "@/lib/auth/session";
import { password_max_length, password_min_length } from "@/lib/auth/password";
import { PasswordField } from "./password-field";
import type { Place } from "./place";
import { PlaceLine } from "./place-line";
import { RequestForm } from "./request-form";
import type { RegistrationRole } from "./role-cards";
import { useAccountRequest } from "./use-account-request";
import { useDetectedPlace } from "./use-detected-place";

interface AccountFormProps {
  role: RegistrationRole;
  defaultEmail?: string;
  submitLabel: string;
  onDone: (user: SessionUser) => void;
  /** Shown where the address has an account; gets what was typed. */
  onSignInInstead: (email: string) => ReactNode;
}

/** Name, address, password and the terms; region and zone are guessed and stand in one line. */
export function AccountForm({ role, defaultEmail, submitLabel, onDone, onSignInInstead }: AccountFormProps) {
  const request = useAccountRequest<{ user: SessionUser }>("/api/account/register");
  const { send, isPending, failure, errorOf } = request;
  const detected = useDetectedPlace();
  const [chosen, setChosen] = useState<Place | null>(null);
  const [triedEmail, setTriedEmail] = useState("");
  const place = chosen ?? detected;

  async function register(data: FormData) {
    const email = String(data.get("email"));
    setTriedEmail(email);
    const answer = await send({
      name: data.get("name"),
      email,
      password: data.get("password"),
      role,
      ...place,
      terms_accepted: data.get("terms_accepted") === "on",
    });
    if (answer) onDone(answer.user);
  }

  return (
    <RequestForm request={request} onData={register}>
      {failure && (
        <Alert tone="danger">
          {failure.message} {failure.status === 409 && onSignInInstead(triedEmail)}
        </Alert>
      )}
      <TextField label="Name" name="name" autoComplete="name" maxLength={80} required error={errorOf("name")} />
      <TextField
        label="Email"
        name="email"
        type="email"
        autoComplete="email"
        defaultValue={defaultEmail}
        maxLength={254}
        required
        spellCheck={false}
        error={errorOf("email")}
      />
      <PasswordField
        label="Password"
        name="password"
        autoComplete="new-password"
        maxLength={password_max_length}
        required
        hint={`At least ${password_min_length} characters. A short sentence is good.`}
        error={errorOf("password")}
      />
      <PlaceLine
        lead={role === "tutor" ? "You coach" : "You book as a client"}
        place={place}
        onChange={setChosen}
        errors={{ market_id: errorOf("market_id"), timezone: errorOf("timezone") }}
      />
      <Checkbox
        name="terms_accepted"
        required
        error={errorOf("terms_accepted")}
        label={
          <>
            I accept the{" "}
            <Link href="/terms" target="_blank" className="link">
              terms
            </Link>{" "}
            and have read the{" "}
            <Link href="/privacy" target="_blank" className="link">
              privacy notice
            </Link>
            .
          </>
        }
      />
      <Button type="submit" size="large" isWide isPending={isPending}>
        {submitLabel}
      </Button>
    </RequestForm>
  );
}
