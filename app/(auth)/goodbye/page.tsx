import type { Metadata } from "next";
import { AuthHeading } from "@/components/auth/auth-heading";
import { LinkButton } from "@/components/ui/link-button";

export const metadata: Metadata = { title: "Goodbye" };

/** Where deleting an account ends. */
export default function GoodbyePage() {
  return (
    <>
      <AuthHeading title="Goodbye, and thank you">
        Your account is deleted. Your name, address and pictures are gone from our pages and records; what was paid stays in the books without them. No more
        mail comes from us.
      </AuthHeading>
      <LinkButton href="/" size="large" isWide variant="secondary">
        To the first page
      </LinkButton>
    </>
  );
}
