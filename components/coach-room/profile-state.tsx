import { Clock, ExternalLink } from "lucide-react";
import Link from "next/link";
import { Alert } from "@/components/ui/alert";
import { Card } from "@/components/ui/card";
import { LinkButton } from "@/components/ui/link-button";
import { policy } from "@/lib/config/policy";
import { formatDay } from "@/lib/core/format-time";
import type { DecisionView, OwnProfile } from "@/lib/tutors/own-view";

/** Where the profile stands, and the one thing to do about it. */
export function ProfileState({ profile }: { profile: OwnProfile }) {
  switch (profile.status) {
    case "draft":
      return (
        <Card className="flex flex-col gap-3">
          <h2 className="text-h4">Your profile is not finished</h2>
          <Missing profile={profile} />
          <LinkButton href="/coach/onboarding">{profile.missing.length === 0 ? "Check and submit" : "Go on with it"}</LinkButton>
        </Card>
      );
    case "submitted":
      return (
        <Card className="flex flex-col gap-2">
          <h2 className="flex items-center gap-2 text-h4">
            <Clock aria-hidden="true" className="size-5 text-brand" />
            We are looking at your profile
          </h2>
          <p className="text-quiet">
            {profile.submitted_at && `Submitted ${formatDay(new Date(profile.submitted_at), profile.timezone)}. `}You have an answer by mail within {policy.approval_target_hours} hours. Until then clients do not see
            your page.
          </p>
        </Card>
      );
    case "changes_requested":
    case "rejected":
      return (
        <Alert tone="warning" isNews={false} title={profile.status === "rejected" ? "Your profile was not accepted" : "Something has to be changed first"}>
          {profile.decision && <Reasons decision={profile.decision} />}
          <LinkButton href="/coach/onboarding" size="small" className="mt-3">
            Change it and submit again
          </LinkButton>
        </Alert>
      );
    case "suspended":
      return (
        <Alert tone="danger" isNews={false} title="Your page is suspended">
          <p>Clients do not see it and cannot book. {profile.decision?.note}</p>
          <p className="mt-1">Answer the mail that we sent you, and we look at it together.</p>
        </Alert>
      );
    default:
      return (
        <Card className="flex flex-col gap-3">
          <h2 className="text-h4">Your public page</h2>
          {profile.proposal && <p className="text-sm text-quiet">A change waits for our agreement; until then the old version stays up.</p>}
          {profile.decision?.outcome === "proposal_declined" && !profile.proposal && <Reasons decision={profile.decision} />}
          <Link href={profile.public_path} className="inline-flex items-center gap-1.5 text-brand underline underline-offset-4 hover:text-brand-hover">
            See it as clients do
            <ExternalLink aria-hidden="true" className="size-4" />
          </Link>
        </Card>
      );
  }
}

function Missing({ profile }: { profile: OwnProfile }) {
  if (profile.missing.length === 0) return <p className="text-quiet">Everything is there. Look it over once more and send it to us.</p>;
  return (
    <>
      <p className="text-quiet">Still missing:</p>
      <ul className="flex flex-col gap-1.5">
        {profile.missing.map(({ part, step, sentence }) => (
          <li key={part} className="flex gap-2">
            <span aria-hidden="true" className="mt-2.5 size-1.5 shrink-0 rounded-full bg-saffron" />
            <Link href={`/coach/onboarding/${step}`} className="underline underline-offset-4 hover:text-brand">
              {sentence}
            </Link>
          </li>
        ))}
      </ul>
    </>
  );
}

function Reasons({ decision }: { decision: DecisionView }) {
  return (
    <>
      <ul className="list-disc pl-5">
        {decision.reasons.map(({ id, sentence }) => (
          <li key={id}>{sentence}</li>
        ))}
      </ul>
      {decision.note && <p className="mt-2 border-l-2 border-hairline pl-3 whitespace-pre-line">{decision.note}</p>}
    </>
  );
}
