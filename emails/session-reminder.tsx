import { firstName } from "@/lib/core/name";
import { Action } from "./parts/action";
import { Facts } from "./parts/facts";
import { Letter, Name, Paragraph, Title } from "./parts/letter";
import { clock, day, inSubject, otherSessionTime, sessionLength, sessionPlace, sessionTime } from "./parts/session";
import type { MailSession, Recipient } from "./parts/session";
import { fill, fillRich, wordsOf } from "./words/words";

export interface SessionReminderProps {
  app_url: string;
  recipient: Recipient;
  reader: "client" | "coach";
  other: { name: string; timezone: string };
  session: MailSession;
  /** A day or an hour before. Never said in minutes: a mail that was kept waiting would say it wrongly. */
  lead: "day" | "hour";
  booking_url: string;
  settings_url: string;
}

export default function SessionReminder(props: SessionReminderProps) {
  const { app_url, recipient, reader, other, session, lead, booking_url, settings_url } = props;
  const { shared, "session-reminder": words } = wordsOf(recipient.language);
  const time = sessionTime(session, recipient);
  const isInPerson = session.modality === "in_person";
  return (
    <Letter
      language={recipient.language}
      title={subject(props)}
      preview={fill(isInPerson ? words.in_person_preview : words.preview, { time })}
      app_url={app_url}
      reason={words.reason}
      settings={{ label: words.settings, href: settings_url }}
    >
      <Title>{fillRich(lead === "hour" ? words.hour_title : words.day_title, { subject: session.subject, other: <Name>{firstName(other.name)}</Name> })}</Title>
      <Facts
        facts={[
          { label: shared.when, value: time, aside: otherSessionTime(session, recipient, other.timezone) },
          { label: shared.what, value: sessionLength(session, recipient) },
          { label: shared.with, value: <Name>{other.name}</Name> },
          { label: shared.where, value: sessionPlace(session, recipient) },
        ]}
      />
      <Action href={booking_url}>{isInPerson ? shared[reader === "coach" ? "open_session" : "open_booking"] : words.join}</Action>
      <Paragraph quiet>{reader === "coach" ? words.coach_close : words.close}</Paragraph>
    </Letter>
  );
}

export function subject({ session, other, recipient, lead }: SessionReminderProps): string {
  const words = wordsOf(recipient.language)["session-reminder"];
  const values = { subject: inSubject(session.subject), other: inSubject(other.name), day: day(session.starts_at, recipient), clock: clock(session.starts_at, recipient) };
  return fill(lead === "hour" ? words.hour_subject : words.day_subject, values);
}

SessionReminder.PreviewProps = {
  app_url: "https://maestrohub.example",
  recipient: { name: "Leah Brandt", timezone: "America/New_York", language: "en" },
  reader: "client",
  other: { name: "Amara Okafor", timezone: "Africa/Accra" },
  session: {
    subject: "Piano",
    starts_at: new Date("2026-11-25T00:00:00Z"),
    ends_at: new Date("2026-11-25T01:00:00Z"),
    duration_minutes: 60,
    modality: "online",
    place: null,
  },
  lead: "day",
  booking_url: "https://maestrohub.example/bookings/bk_preview",
  settings_url: "https://maestrohub.example/account/notices",
} satisfies SessionReminderProps as SessionReminderProps;
