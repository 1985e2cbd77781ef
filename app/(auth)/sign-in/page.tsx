import type { PageProps } from "@/lib/http/page-props";
import type { Metadata } from "next";
import Link from "next/link";
import { redirect } from "next/navigation";
import { AuthHeading } from "@/components/auth/auth-heading";
import { SignInPageForm } from "@/components/auth/sign-in-page-form";
import { Alert } from "@/components/ui/alert";
import { homeOf } from "@/lib/auth/home-of";
import { safeNextPath, withNext } from "@/lib/auth/next-path";
import { getSessionUser } from "@/lib/auth/session";

export const metadata: Metadata = { title: "Sign in" };

export default async function SignInPage({ searchParams }: PageProps) {
  const { next: wanted, reset } = await searchParams;
  const next = safeNextPath(wanted);
  const user = await getSessionUser();
  if (user) redirect(next ?? homeOf(user.role));
  return (
    <>
      <AuthHeading title="Sign in">
        New here?{" "}
        <Link href={withNext("/register", next)} className="link">
          Create an account
        </Link>
      </AuthHeading>
      {reset === "done" && (
        <Alert tone="success" isNews={false} title="Your password is changed">
          Sign in with the new one. Everywhere else you are signed out.
        </Alert>
      )}
      <SignInPageForm next={next} />
    </>
  );
}
