import type { Metadata } from "next";
import { AuthHeading } from "@/components/auth/auth-heading";
import { Unsubscribe } from "@/components/notices/unsubscribe";
import { LinkButton } from "@/components/ui/link-button";
import { unsubscribeParams } from "@/lib/announcements/schema";
import { readSubscription } from "@/lib/announcements/unsubscribe";

export const metadata: Metadata = { title: "Unsubscribe" };

/** Where the link of each announcement leads, signed in or not. */
export default async function UnsubscribePage({ params }: { params: Promise<{ token: string }> }) {
  const { token } = await params;
  const subscription = unsubscribeParams.safeParse({ token }).success ? await readSubscription(token) : null;
  if (!subscription) {
    return (
      <>
        <AuthHeading title="This link does not work">
          It is not whole, or its account is gone. Signed in, you can turn announcements off in your notice settings.
        </AuthHeading>
        <LinkButton href="/account/notices" size="large" isWide>
          Open my notice settings
        </LinkButton>
      </>
    );
  }
  return (
    <>
      <AuthHeading title="Announcements by mail">
        They go to {subscription.address}. Mails about your account, your sessions and your money come either way.
      </AuthHeading>
      <Unsubscribe token={token} isOn={subscription.is_on} />
    </>
  );
}
