import { firstName } from "@/lib/core/name";
import { Action } from "./parts/action";
import { Facts } from "./parts/facts";
import { Letter, Name, Paragraph, Title } from "./parts/letter";
import { inSubject, moment, sessionTime } from "./parts/session";
import type { MailSession, Recipient } from "./parts/session";

export interface SessionReportedProps {
  app_url: string;
  recipient: Recipient;
  reader: "client" | "coach";
  /** Who has reported it. */
  other: { name: string };
  kind: "no_show" | "problem";
  /** For a client who was reported absent first: until when they can say otherwise. Null where an admin decides anyway. */
  contest_until: Date | null;
  session: MailSession;
  booking_url: string;
}

export default function SessionReported(props: SessionReportedProps) {
  const { app_url, recipient, reader, other, session, booking_url } = props;
  return (
    <Letter title={subject(props)} preview={`${sessionTime(session, recipient.timezone)}. Say how it was from your side.`} app_url={app_url} reason={`You get this mail because ${reader === "client" ? "you had booked this session" : "this session was booked with you"}.`}>
      <Title>
        <Name>{firstName(other.name)}</Name> {says(props)}
      </Title>
      <Paragraph>{consequence(props)}</Paragraph>
      <Facts
        facts={[
          { label: "When it was", value: sessionTime(session, recipient.timezone) },
          { label: "What", value: `${session.subject}, ${session.duration_minutes} minutes` },
          { label: "With", value: <Name>{other.name}</Name> },
        ]}
      />
      <Action href={booking_url}>{props.contest_until ? "I was there" : "Say how it was"}</Action>
    </Letter>
  );
}

export function subject({ session, other, kind }: SessionReportedProps): string {
  return `${inSubject(other.name)} ${kind === "no_show" ? "says you did not come" : "reported a problem"}: ${inSubject(session.subject)}`;
}

function says({ kind }: SessionReportedProps): string {
  return kind === "no_show" ? "says that you did not come" : "has reported a problem";
}

function consequence({ reader, recipient, contest_until }: SessionReportedProps): string {
  if (reader === "coach") return "Your share waits until we have heard both sides and decided. Tell us on the session's page how it was.";
  if (!contest_until) return "We hear both sides and decide. Until then nobody is paid.";
  return `If that is so, the price is not given back. If you were there, say so until ${moment(contest_until, recipient.timezone)}, and we look at it before anybody is paid.`;
}

SessionReported.PreviewProps = {
  app_url: "https://maestrohub.example",
  recipient: { name: "Leah Brandt", timezone: "America/New_York" },
  reader: "client",
  other: { name: "Amara Okafor" },
  kind: "no_show",
  contest_until: new Date("2026-11-26T00:20:00Z"),
  session: {
    subject: "Piano",
    starts_at: new Date("2026-11-25T00:00:00Z"),
    ends_at: new Date("2026-11-25T01:00:00Z"),
    duration_minutes: 60,
    modality: "online",
    place: null,
  },
  booking_url: "https://maestrohub.example/bookings/bk_preview",
} satisfies SessionReportedProps as SessionReportedProps;
