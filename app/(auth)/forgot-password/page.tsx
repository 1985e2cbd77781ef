import type { Metadata } from "next";
import Link from "next/link";
import { AuthHeading } from "@/components/auth/auth-heading";
import { ForgotPasswordForm } from "@/components/auth/forgot-password-form";

export const metadata: Metadata = { title: "Forgot your password" };

export default function ForgotPasswordPage() {
  return (
    <>
      <AuthHeading title="Forgot your password?">Tell us your address, and we mail you a link to set a new one.</AuthHeading>
      <ForgotPasswordForm />
      <Link href="/sign-in" className="link self-start text-sm">
        Back to signing in
      </Link>
    </>
  );
}
