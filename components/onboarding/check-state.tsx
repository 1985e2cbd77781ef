"use client";

import { Clock, ExternalLink } from "lucide-react";
import Link from "next/link";
import { Alert } from "@/components/ui/alert";
import { Card } from "@/components/ui/card";
import { policy } from "@/lib/config/policy";
import { formatDay } from "@/lib/core/format-time";
import { proposed, reviewedLabels } from "./proposed";
import { stepPath } from "./steps";
import { useProfile } from "./use-profile";

/** Where the profile stands and what is to be done about it. */
export function CheckState() {
  const { profile } = useProfile();
  switch (profile.status) {
    case "suspended":
      return (
        <Alert tone="danger" isNews={false} title="Your page is suspended">
          <p>Clients do not see it, and it cannot be changed. {profile.decision?.note}</p>
          <p className="mt-1">Answer the mail that we sent you, and we look at it together.</p>
        </Alert>
      );
    case "submitted":
      return <Submitted />;
    case "approved":
    case "paused":
      return <Approved />;
    default:
      return (
        <>
          {profile.status !== "draft" && <Answer />}
          <Missing />
        </>
      );
  }
}

function Submitted() {
  const { profile } = useProfile();
  return (
    <div role="status">
      <Card className="flex gap-4">
        <Clock aria-hidden="true" className="mt-0.5 size-6 shrink-0 text-brand" />
        <div>
          <h2 className="text-h4">Your profile is with us</h2>
          <p className="text-quiet">
            {profile.submitted_at && `Submitted ${formatDay(new Date(profile.submitted_at), profile.timezone)}. `}
            We answer within {policy.approval_target_hours} hours, by mail. You can still change everything meanwhile; clients see your page when it is approved.
          </p>
        </div>
      </Card>
    </div>
  );
}

function Approved() {
  const { profile } = useProfile();
  const waiting = proposed(profile);
  return (
    <>
      <p>
        Your page is up.{" "}
        <Link href={profile.public_path} className="link inline-flex items-center gap-1.5">
          See it as clients do
          <ExternalLink aria-hidden="true" className="size-4" />
        </Link>
      </p>
      {waiting.length === 0 && profile.decision?.outcome === "proposal_declined" && <Answer />}
      {waiting.length > 0 && (
        <Alert isNews={false} title="A change waits for our agreement">
          <p>We answer within {policy.approval_target_hours} hours. Until then the old version stays up.</p>
          <table className="mt-3 w-full text-left text-sm">
            <thead className="text-quiet">
              <tr>
                <th scope="col" className="py-1 pr-3 font-normal">
                  <span className="sr-only">Part</span>
                </th>
                <th scope="col" className="py-1 pr-3 font-normal">
                  Clients see
                </th>
                <th scope="col" className="py-1 font-normal">
                  You want
                </th>
              </tr>
            </thead>
            <tbody>
              {waiting.map(({ field, now, wanted }) => (
                <tr key={field} className="border-t border-hairline align-top">
                  <th scope="row" className="py-1.5 pr-3 font-medium">
                    {reviewedLabels[field]}
                  </th>
                  <td className="py-1.5 pr-3">{now}</td>
                  <td className="py-1.5">{wanted}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </Alert>
      )}
    </>
  );
}

const answerTitles = { changes_requested: "We asked for a change", rejected: "Your profile was not accepted", proposal_declined: "Your last change was not accepted" };

/** What an admin wrote last. */
function Answer() {
  const { decision } = useProfile().profile;
  if (!decision || !(decision.outcome in answerTitles)) return null;
  return (
    <Alert tone="warning" isNews={false} title={answerTitles[decision.outcome as keyof typeof answerTitles]}>
      <ul className="list-disc pl-5">
        {decision.reasons.map(({ id, sentence }) => (
          <li key={id}>{sentence}</li>
        ))}
      </ul>
      {decision.note && <p className="mt-2 whitespace-pre-line">{decision.note}</p>}
    </Alert>
  );
}

function Missing() {
  const { profile } = useProfile();
  const { missing } = profile;
  if (missing.length === 0) return <p>Everything is there. Read it over once more, and submit it below.</p>;
  return (
    <section aria-labelledby="missing" className="flex flex-col gap-2">
      <h2 id="missing" className="text-h4">
        {missing.length === 1 ? "One thing is missing" : `${missing.length} things are missing`}
      </h2>
      <ul className="flex flex-col">
        {missing.map(({ part, step, sentence }) => (
          <li key={part} className="flex items-start gap-2.5">
            <span aria-hidden="true" className="mt-3 size-1.5 shrink-0 rounded-full bg-saffron" />
            {step === "check" ? (
              <span className="py-1">{sentence}</span>
            ) : (
              <Link href={stepPath(step)} className="py-1 underline underline-offset-4 hover:text-brand">
                {sentence}
              </Link>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}
