import type { PageProps } from "@/lib/http/page-props";
import type { Metadata } from "next";
import { AuthHeading } from "@/components/auth/auth-heading";
import { ConfirmAddress } from "@/components/auth/confirm-address";
import { ResendButton } from "@/components/auth/resend-button";
import { LinkButton } from "@/components/ui/link-button";
import { homeOf } from "@/lib/auth/home-of";
import { getSessionUser } from "@/lib/auth/session";

export const metadata: Metadata = { title: "Confirm your address" };

export default async function VerifyEmailPage({ searchParams }: PageProps) {
  const { token } = await searchParams;
  const user = await getSessionUser();
  const home = user ? homeOf(user.role) : "/sign-in";
  if (typeof token === "string" && token) {
    return (
      <>
        <AuthHeading title="Confirm your address">One press, and we know that our mails reach you.</AuthHeading>
        <ConfirmAddress token={token} home={home} canResend={user !== null && !user.email_verified} />
      </>
    );
  }
  if (user && !user.email_verified) {
    return (
      <>
        <AuthHeading title="Look into your mail">
          We sent a link to <strong className="font-semibold break-all text-ink">{user.email}</strong>. It works for a day.
        </AuthHeading>
        <ResendButton />
      </>
    );
  }
  return (
    <>
      <AuthHeading title={user ? "Your address is confirmed" : "This link is not complete"}>
        {user ? "There is nothing more to do here." : "Open it from the mail once more, or sign in and have a new one sent."}
      </AuthHeading>
      <LinkButton href={home} size="large" isWide>
        {user ? "Go on" : "Sign in"}
      </LinkButton>
    </>
  );
}
