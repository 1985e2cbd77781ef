import { Action } from "./parts/action";
import { Facts } from "./parts/facts";
import { Letter, Name, Paragraph, Title } from "./parts/letter";
import { firstName } from "@/lib/core/name";
import type { Recipient } from "./parts/session";

export interface CoachSuspendedProps {
  app_url: string;
  recipient: Recipient;
  /** What the admin wrote. */
  note: string | null;
  room_url: string;
}

export default function CoachSuspended(props: CoachSuspendedProps) {
  const { app_url, recipient, note, room_url } = props;
  return (
    <Letter language={recipient.language} title={subject()} preview="Your page is hidden, and nobody can book you." app_url={app_url} reason="You get this mail because you coach on MaestroHub.">
      <Title>Your profile is suspended</Title>
      <Paragraph>
        Hello <Name>{firstName(recipient.name)}</Name>, we have hidden your page. Nobody can find it or book you for now.
      </Paragraph>
      <Facts
        facts={[
          ...(note?.trim() ? [{ label: "Why", value: <Name>{note.trim()}</Name> }] : []),
          { label: "Sessions already booked", value: "They stand unless you hear otherwise", aside: "If we cancel one, you and your client get a mail, and your client gets everything back." },
          { label: "Your profile", value: "Nothing is deleted", aside: "You can still sign in, see your sessions and read this decision." },
        ]}
      />
      <Action href={room_url}>Open my room</Action>
    </Letter>
  );
}

export function subject(): string {
  return "Your MaestroHub coach profile is suspended";
}

CoachSuspended.PreviewProps = {
  app_url: "https://maestrohub.example",
  recipient: { name: "Amara Okafor", timezone: "Africa/Accra", language: "en" },
  note: "Two clients told us that you did not come and did not write.",
  room_url: "https://maestrohub.example/coach",
} satisfies CoachSuspendedProps as CoachSuspendedProps;
