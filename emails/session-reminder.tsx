import { firstName } from "@/lib/core/name";
import { formatClock, formatDay } from "@/lib/core/format-time";
import { Action } from "./parts/action";
import { Facts } from "./parts/facts";
import { Letter, Name, Paragraph, Title } from "./parts/letter";
import { inSubject, otherSessionTime, sessionTime } from "./parts/session";
import type { MailSession, Recipient } from "./parts/session";

export interface SessionReminderProps {
  app_url: string;
  recipient: Recipient;
  reader: "client" | "coach";
  other: { name: string; timezone: string };
  session: MailSession;
  /** A day or an hour before. Said so and not in minutes: a second try must be the same mail. */
  lead: "day" | "hour";
  booking_url: string;
  settings_url: string;
}

export default function SessionReminder(props: SessionReminderProps) {
  const { app_url, recipient, other, session, booking_url, settings_url } = props;
  const zone = recipient.timezone;
  return (
    <Letter
      title={subject(props)}
      preview={`${sessionTime(session, zone)}. The link to join is on the booking page.`}
      app_url={app_url}
      reason={`You get this mail because you have a session. Choose your reminders at ${settings_url}`}
    >
      <Title>
        {session.subject} with <Name>{firstName(other.name)}</Name>, {soon(props)}
      </Title>
      <Facts
        facts={[
          { label: "When", value: sessionTime(session, zone), aside: otherSessionTime(session, { own: zone, other: other.timezone }) },
          { label: "What", value: `${session.subject}, ${session.duration_minutes} minutes` },
          { label: "With", value: <Name>{other.name}</Name> },
          { label: "Where", value: session.modality === "online" ? "Online" : (session.place ?? "As on the booking page") },
        ]}
      />
      <Action href={booking_url}>{session.modality === "in_person" ? "Open the booking" : "Open the booking and join"}</Action>
      <Paragraph quiet>Something came up? The booking page says what moving or cancelling it means now.</Paragraph>
    </Letter>
  );
}

export function subject({ session, other, recipient, lead }: SessionReminderProps): string {
  const when = lead === "hour" ? `At ${formatClock(session.starts_at, recipient.timezone)}` : formatDay(session.starts_at, recipient.timezone);
  return `${when}: ${inSubject(session.subject)} with ${inSubject(other.name)}`;
}

function soon({ lead }: SessionReminderProps): string {
  return lead === "hour" ? "in an hour" : "in a day";
}

SessionReminder.PreviewProps = {
  app_url: "https://maestrohub.example",
  recipient: { name: "Leah Brandt", timezone: "America/New_York" },
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
