import type { PageProps } from "@/lib/http/page-props";
import type { Metadata } from "next";
import { AuthHeading } from "@/components/auth/auth-heading";
import { ResetPasswordForm } from "@/components/auth/reset-password-form";
import { LinkButton } from "@/components/ui/link-button";
import { findUserOfResetToken } from "@/lib/auth/reset-password";

export const metadata: Metadata = { title: "Set a new password" };

export default async function ResetPasswordPage({ searchParams }: PageProps) {
  const { token } = await searchParams;
  const user = typeof token === "string" && token.length <= 200 ? await findUserOfResetToken(token) : null;
  if (!user || typeof token !== "string") {
    return (
      <>
        <AuthHeading title="This link does not work any more">It was used already, is older than an hour, or was cut off on its way.</AuthHeading>
        <LinkButton href="/forgot-password" size="large" isWide>
          Get a new link
        </LinkButton>
      </>
    );
  }
  return (
    <>
      <AuthHeading title="Set a new password">
        For <strong className="font-semibold break-all text-ink">{user.email}</strong>. You will be signed out everywhere.
      </AuthHeading>
      <ResetPasswordForm token={token} email={user.email} />
    </>
  );
}
