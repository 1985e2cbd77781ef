import type { Metadata } from "next";
import { AddressLink } from "@/components/auth/address-link";
import { AuthHeading } from "@/components/auth/auth-heading";
import { LinkButton } from "@/components/ui/link-button";
import { getSessionUser } from "@/lib/auth/session";
import type { PageProps } from "@/lib/http/page-props";

export const metadata: Metadata = { title: "Take the new address back" };

/** Where a mail's link leads; it is often opened on another device, where nobody is signed in. */
export default async function UndoAddressPage({ searchParams }: PageProps) {
  const { token } = await searchParams;
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
  return (
    <>
      <AuthHeading title="Take the new address back">
        Somebody changed the address of your account. If that was not you, one press gives it back to you.
      </AuthHeading>
      <AddressLink token={token} purpose="undo" isSignedIn={user !== null} />
    </>
  );
}
