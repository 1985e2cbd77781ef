import { firstName } from "@/lib/core/name";
import { Action } from "./parts/action";
import { Facts } from "./parts/facts";
import { Letter, Name, Paragraph, Title } from "./parts/letter";
import { day, inSubject, otherSessionTime, sessionLength, sessionPlace, sessionTime } from "./parts/session";
import type { MailSession, Recipient } from "./parts/session";
import { fill, fillRich, wordsOf } from "./words/words";

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
  const { app_url, recipient, reader, other, moved_by, session, from, booking_url } = props;
  const { shared, "session-rescheduled": words } = wordsOf(recipient.language);
  const time = sessionTime(session, recipient);
  const first = <Name>{firstName(other.name)}</Name>;
  return (
    <Letter language={recipient.language} title={subject(props)} preview={fill(words.preview, { time })} app_url={app_url} reason={words.reason}>
      <Title>{fillRich(words.title, { subject: session.subject, other: first })}</Title>
      <Paragraph>{reader === moved_by ? words.by_you : fillRich(words.by_other, { other: first })}</Paragraph>
      <Facts
        facts={[
          { label: words.now, value: time, aside: otherSessionTime(session, recipient, other.timezone) },
          { label: words.before, value: <s>{sessionTime({ ...session, ...from }, recipient)}</s> },
          { label: shared.what, value: sessionLength(session, recipient) },
          { label: shared.with, value: <Name>{other.name}</Name> },
          { label: shared.where, value: sessionPlace(session, recipient) },
        ]}
      />
      <Action href={booking_url}>{reader === "coach" ? shared.open_session : shared.open_booking}</Action>
      <Paragraph quiet>{words.calendar}</Paragraph>
    </Letter>
  );
}

export function subject({ session, other, recipient }: SessionRescheduledProps): string {
  const words = wordsOf(recipient.language)["session-rescheduled"];
  return fill(words.subject, { subject: inSubject(session.subject), other: inSubject(other.name), day: day(session.starts_at, recipient) });
}

SessionRescheduled.PreviewProps = {
  app_url: "https://maestrohub.example",
  recipient: { name: "Leah Brandt", timezone: "America/New_York", language: "en" },
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
