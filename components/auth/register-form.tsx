"use client";

import Link from "next/link";
import { useState } from "react";
import { withNext } from "@/lib/auth/next-path";
import { AccountForm } from "./account-form";
import { type RegistrationRole, RoleCards } from "./role-cards";
import { SignInForm } from "./sign-in-form";

/** The whole registration page's form; goes on to `next`, or to where a newcomer of that role begins. */
export function RegisterForm({ initialRole, next }: { initialRole: RegistrationRole; next: string | null }) {
  const [role, setRole] = useState(initialRole);
  return (
    <div className="flex flex-col gap-6">
      <RoleCards role={role} onChange={setRole} />
      <AccountForm
        role={role}
        submitLabel="Create account"
        onDone={(user) => window.location.assign(next ?? (user.role === "tutor" ? "/verify-email" : "/coaches"))}
        onSignInInstead={() => (
          <Link href={withNext("/sign-in", next)} className="link">
            Sign in
          </Link>
        )}
      />
    </div>
  );
}

/**
 * Registration, or signing in, in the middle of something else, such as a checkout. When `onDone` is called the session
 * cookie is set; refresh what the server rendered for a visitor.
 */
export function RegisterInPlace({ onDone, submitLabel = "Create account and go on" }: { onDone: () => void; submitLabel?: string }) {
  const [isNew, setNew] = useState(true);
  const [email, setEmail] = useState("");

  function signInInstead(typed: string) {
    setEmail(typed);
    setNew(false);
  }

  return (
    <div className="flex flex-col gap-5">
      {isNew ? (
        <AccountForm
          role="consumer"
          defaultEmail={email}
          submitLabel={submitLabel}
          onDone={onDone}
          onSignInInstead={(typed) => (
            <button type="button" className="link" onClick={() => signInInstead(typed)}>
              Sign in here
            </button>
          )}
        />
      ) : (
        <SignInForm defaultEmail={email} onDone={onDone} />
      )}
      <p className="text-sm text-quiet">
        {isNew ? "You have an account? " : "New here? "}
        <button type="button" className="link min-h-6" onClick={() => setNew(!isNew)}>
          {isNew ? "Sign in" : "Create an account"}
        </button>
      </p>
    </div>
  );
}
