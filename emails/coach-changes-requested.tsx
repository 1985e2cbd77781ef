import { Action } from "./parts/action";
import { type Fact, Facts } from "./parts/facts";
import { Letter, Name, Paragraph, Title } from "./parts/letter";
import { firstName } from "@/lib/core/name";
import type { Recipient } from "./parts/session";

export interface CoachChangesRequestedProps {
  app_url: string;
  recipient: Recipient;
  /** What was decided about the profile, or about a change of one that is up. */
  outcome: "changes_requested" | "rejected" | "proposal_declined";
  /** In words, as lib/tutors/catalogue has them. */
  reasons: string[];
  /** What the admin wrote. */
  note: string | null;
  profile_url: string;
}

export default function CoachChangesRequested(props: CoachChangesRequestedProps) {
  const { app_url, recipient, outcome, reasons, note, profile_url } = props;
  const { title, sentence, action, after } = words[outcome];
  return (
    <Letter language={recipient.language} title={subject(props)} preview={reasons[0] ?? sentence} app_url={app_url} reason="You get this mail because you sent us your coach profile to read.">
      <Title>{title}</Title>
      <Paragraph>
        Hello <Name>{firstName(recipient.name)}</Name>, {sentence}
      </Paragraph>
      <Facts facts={points({ reasons, note })} />
      <Action href={profile_url}>{action}</Action>
      <Paragraph quiet>{after}</Paragraph>
    </Letter>
  );
}

export function subject({ outcome }: CoachChangesRequestedProps): string {
  return words[outcome].subject;
}

function points({ reasons, note }: Pick<CoachChangesRequestedProps, "reasons" | "note">): Fact[] {
  const listed = reasons.map((reason, index) => ({ label: reasons.length === 1 ? "Why" : `${index + 1} of ${reasons.length}`, value: reason }));
  const written = note?.trim();
  return written ? [...listed, { label: "A note from us", value: <Name>{written}</Name> }] : listed;
}

const words: Record<CoachChangesRequestedProps["outcome"], { subject: string; title: string; sentence: string; action: string; after: string }> = {
  changes_requested: {
    subject: "Your coach profile needs a few changes",
    title: "A few changes, then you are in",
    sentence: "we have read your profile. Before it is published, please change this:",
    action: "Change my profile",
    after: "Everything you wrote is kept. Submit it again when you are done, and we read it within 48 hours.",
  },
  rejected: {
    subject: "Your coach profile was not approved",
    title: "We cannot publish this profile",
    sentence: "we have read your profile and decided not to publish it. This is why:",
    action: "Open my profile",
    after: "Nothing of it is public. Your account stays as it is, and you can book coaches with it.",
  },
  proposal_declined: {
    subject: "Your profile changes were not approved",
    title: "Your page stays as it was",
    sentence: "we have read what you changed and did not put it up. This is why:",
    action: "Change it again",
    after: "Your page is public as before, and clients can book you as before.",
  },
};

CoachChangesRequested.PreviewProps = {
  app_url: "https://maestrohub.example",
  recipient: { name: "Amara Okafor", timezone: "Africa/Accra", language: "en" },
  outcome: "changes_requested",
  reasons: ["The photo does not show your face clearly.", "A qualification is named that no document shows."],
  note: "The diploma of 2014 would do: a scan as a PDF, please.",
  profile_url: "https://maestrohub.example/coach/onboarding",
} satisfies CoachChangesRequestedProps as CoachChangesRequestedProps;
