import { firstName } from "@/lib/core/name";
import { Action, TextLink } from "./parts/action";
import { Facts } from "./parts/facts";
import { Letter, Name, Paragraph, Title } from "./parts/letter";
import { inSubject } from "./parts/session";
import type { Recipient } from "./parts/session";

/** To somebody who need not know us: a coach gave us the address. */
export interface InviteProps {
  app_url: string;
  /** Without a name: all we have is an address. */
  recipient: Recipient;
  coach: { name: string; headline: string };
  /** What the coach wrote. */
  note: string | null;
  invite_url: string;
  /** Where the person says that nobody shall invite them. */
  stop_url: string;
}

export default function Invite(props: InviteProps) {
  const { app_url, recipient, coach, note, invite_url, stop_url } = props;
  const first = firstName(coach.name);
  return (
    <Letter
      language={recipient.language}
      title={subject(props)}
      preview={`See ${first}’s free times and book the one that suits you.`}
      app_url={app_url}
      reason={`You get this mail because ${inSubject(coach.name)} gave us your address to invite you, once. We do not use it for anything else.`}
      settings={{ label: "No more invitations", href: stop_url }}
    >
      <Title>
        <Name>{first}</Name> invites you to a session
      </Title>
      <Paragraph>
        <Name>{coach.name}</Name> coaches on MaestroHub and would like to work with you. You see free times in your own time zone and book without writing back and
        forth.
      </Paragraph>
      <Facts
        facts={[
          { label: "Coach", value: <Name>{coach.name}</Name>, aside: coach.headline ? <Name>{coach.headline}</Name> : null },
          ...(note?.trim() ? [{ label: `A note from ${first}`, value: <Name>{note.trim()}</Name> }] : []),
        ]}
      />
      <Action href={invite_url}>See free times</Action>
      <Paragraph quiet>
        You do not know <Name>{first}</Name>, or do not want this? Then do nothing, or say so: <TextLink href={stop_url}>no more invitations</TextLink>.
      </Paragraph>
    </Letter>
  );
}

export function subject({ coach }: InviteProps): string {
  return `${inSubject(coach.name)} invites you to a session on MaestroHub`;
}

Invite.PreviewProps = {
  app_url: "https://maestrohub.example",
  recipient: { name: "", timezone: "UTC", language: "en" },
  coach: { name: "Amara Okafor", headline: "Piano for those who thought it was too late" },
  note: "We spoke after the concert on Sunday: this is where you can find a time.",
  invite_url: "https://maestrohub.example/invite/preview",
  stop_url: "https://maestrohub.example/invite/preview?stop=1",
} satisfies InviteProps as InviteProps;
