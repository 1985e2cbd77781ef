"use client";

import { homeOf } from "@/lib/auth/home-of";
import { SignInForm } from "./sign-in-form";

/** A full load after signing in: every part of the page is then the person's, not the visitor's. */
export function SignInPageForm({ next }: { next: string | null }) {
  return <SignInForm onDone={(user) => window.location.assign(next ?? homeOf(user.role))} />;
}
