import { firstName } from "@/lib/core/name";
import { formatDay } from "@/lib/core/format-time";
import { Action } from "./parts/action";
import { Facts } from "./parts/facts";
import { Letter, Name, Paragraph, Title } from "./parts/letter";
import { inSubject, otherSessionTime, sessionTime } from "./parts/session";
import type { MailSession, Recipient } from "./parts/session";

export interface SessionRescheduledProps {
  app_url: string;
  recipient: Recipient;
  reader: "client" | "coach";
  other: { name: string; timezone: string };
  moved_by: "client" | "coach";
  /** As it stands now. */
  session: MailSession;
  /** When it was before. */
  from: { starts_at: Date; ends_at: Date };
  booking_url: string;
}

export default function SessionRescheduled(props: SessionRescheduledProps) {
  const { app_url, recipient, other, session, from, booking_url } = props;
  const zone = recipient.timezone;
  return (
    <Letter title={subject(props)} preview={`Now ${sessionTime(session, zone)}. The calendar entry is attached.`} app_url={app_url} reason="You get this mail because a session of yours was moved.">
      <Title>
        Moved: {session.subject} with <Name>{firstName(other.name)}</Name>
      </Title>
      <Paragraph>{whoMoved(props)}</Paragraph>
      <Facts
        facts={[
          { label: "Now", value: sessionTime(session, zone), aside: otherSessionTime(session, { own: zone, other: other.timezone }) },
          { label: "Before", value: sessionTime({ ...session, ...from }, zone) },
          { label: "What", value: `${session.subject}, ${session.duration_minutes} minutes` },
          { label: "With", value: <Name>{other.name}</Name> },
        ]}
      />
      <Paragraph quiet>The attached calendar entry moves the session in your calendar.</Paragraph>
      <Action href={booking_url}>Open the booking</Action>
    </Letter>
  );
}

export function subject({ session, other, recipient }: SessionRescheduledProps): string {
  return `Moved: ${inSubject(session.subject)} with ${inSubject(other.name)}, now ${formatDay(session.starts_at, recipient.timezone)}`;
}

function whoMoved({ reader, moved_by, other }: SessionRescheduledProps) {
  if (reader === moved_by) return "You moved this session. Nothing else about it has changed.";
  return (
    <>
      <Name>{firstName(other.name)}</Name> moved this session. Nothing else about it has changed.
    </>
  );
}

SessionRescheduled.PreviewProps = {
  app_url: "https://maestrohub.example",
  recipient: { name: "Leah Brandt", timezone: "America/New_York" },
  reader: "client",
  other: { name: "Amara Okafor", timezone: "Africa/Accra" },
  moved_by: "coach",
  session: {
    subject: "Piano",
    starts_at: new Date("2026-11-26T00:00:00Z"),
    ends_at: new Date("2026-11-26T01:00:00Z"),
    duration_minutes: 60,
    modality: "online",
    place: null,
  },
  from: { starts_at: new Date("2026-11-25T00:00:00Z"), ends_at: new Date("2026-11-25T01:00:00Z") },
  booking_url: "https://maestrohub.example/bookings/bk_preview",
} satisfies SessionRescheduledProps as SessionRescheduledProps;
