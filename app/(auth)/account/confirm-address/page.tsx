import type { Metadata } from "next";
import { AddressLink } from "@/components/auth/address-link";
import { AuthHeading } from "@/components/auth/auth-heading";
import { LinkButton } from "@/components/ui/link-button";
import { getSessionUser } from "@/lib/auth/session";
import type { PageProps } from "@/lib/http/page-props";

export const metadata: Metadata = { title: "Use the new address" };

/** Where a mail's link leads; it is often opened on another device, where nobody is signed in. */
export default async function ConfirmAddressPage({ searchParams }: PageProps) {
  const { token, check } = await searchParams;
  const user = await getSessionUser();
  if (typeof token !== "string" || !token) {
    return (
      <>
        <AuthHeading title="This link is not complete">Open it from the mail once more: it may have been cut off.</AuthHeading>
        <LinkButton href={user ? "/account" : "/sign-in"} size="large" isWide>
          {user ? "Go to your account" : "Sign in"}
        </LinkButton>
      </>
    );
  }
  if (check) {
    return (
      <>
        <AuthHeading title="Confirm that your address works">One press, and confirmations and reminders come to it again.</AuthHeading>
        <AddressLink token={token} purpose="check" isSignedIn={user !== null} />
      </>
    );
  }
  return (
    <>
      <AuthHeading title="Use the new address">One press, and your account is reached there and signed in with it.</AuthHeading>
      <AddressLink token={token} purpose="confirm" isSignedIn={user !== null} />
    </>
  );
}
