import type { Metadata } from "next";
import { AuthHeading } from "@/components/auth/auth-heading";
import { StopInvites } from "@/components/invites/stop-invites";
import { InviteCard } from "@/components/invites/invite-card";
import { LinkButton } from "@/components/ui/link-button";
import { clockNow } from "@/lib/clock/clock";
import { firstName } from "@/lib/core/name";
import { findOpenInvite, isKnownInvite } from "@/lib/invites/read-invite";

export const metadata: Metadata = { title: "An invitation" };

interface InvitePageProps {
  params: Promise<{ token: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

/** Where the mail's links lead: to the coach, or to saying that one wants no invitations. */
export default async function InvitePage({ params, searchParams }: InvitePageProps) {
  const { token } = await params;
  const { stop } = await searchParams;
  const invite = await findOpenInvite(token, clockNow());
  if (stop && (await isKnownInvite(token))) {
    return (
      <>
        <AuthHeading title="No more invitations?">
          {invite?.address ? `${invite.address} gets` : "This address gets"} no invitation of any coach any more, and we forget that it was given to us. If you have an account, it stays as it is.
        </AuthHeading>
        <StopInvites token={token} />
      </>
    );
  }
  if (!invite) {
    return (
      <>
        <AuthHeading title="This invitation is not open any more">It was taken back, or is older than 30 days. You can look for a coach all the same.</AuthHeading>
        <LinkButton href="/coaches" size="large" isWide>
          Find a coach
        </LinkButton>
      </>
    );
  }
  return (
    <>
      <AuthHeading title={`${firstName(invite.coach.name)} invites you to a session`}>You see free times in your own time zone, and pay only for a session that you book.</AuthHeading>
      <InviteCard invite={invite} token={token} />
    </>
  );
}
