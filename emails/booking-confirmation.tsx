import { formatDay } from "@/lib/core/format-time";
import { Action } from "./parts/action";
import { Facts } from "./parts/facts";
import { Letter, Name, Paragraph, Title } from "./parts/letter";
import { firstName } from "@/lib/core/name";
import { inSubject, moment, otherSessionTime, sessionTime, shortMoment } from "./parts/session";
import type { MailSession, Recipient } from "./parts/session";

export interface BookingConfirmationProps {
  app_url: string;
  recipient: Recipient;
  coach: { name: string; timezone: string };
  session: MailSession;
  booking_url: string;
  /** From lib/bookings/cancellation: what had passed when it was bought is not in it. */
  cancellation_terms: { until: Date; refund_percent: number }[];
}

export default function BookingConfirmation(props: BookingConfirmationProps) {
  const { app_url, recipient, coach, session, booking_url, cancellation_terms } = props;
  const zone = recipient.timezone;
  return (
    <Letter title={subject(props)} preview={`${sessionTime(session, zone)}. A calendar entry is attached.`} app_url={app_url} reason="You get this mail because you booked a session.">
      <Title>
        Booked: {session.subject} with <Name>{firstName(coach.name)}</Name>
      </Title>
      <Paragraph>The time is yours, and a calendar entry is attached.</Paragraph>
      <Facts
        facts={[
          { label: "When", value: sessionTime(session, zone), aside: otherSessionTime(session, { own: zone, other: coach.timezone }) },
          { label: "What", value: `${session.subject}, ${session.duration_minutes} minutes` },
          { label: "With", value: <Name>{coach.name}</Name> },
          { label: "Where", value: where(session), aside: whereAside(session) },
          { label: "If your plans change", value: freeUntil(cancellation_terms, zone), aside: thenWhat(cancellation_terms, zone) },
        ]}
      />
      <Action href={booking_url}>Open the booking</Action>
      <Paragraph quiet>Everything about the session stands on the booking page. {firstName(coach.name)} is paid only after the session.</Paragraph>
    </Letter>
  );
}

export function subject({ session, coach, recipient }: BookingConfirmationProps): string {
  return `Booked: ${inSubject(session.subject)} with ${inSubject(coach.name)}, ${formatDay(session.starts_at, recipient.timezone)}`;
}

function where(session: MailSession): string {
  if (session.modality === "online") return "Online";
  return session.place ?? (session.modality === "hybrid" ? "Online or in person" : "In person");
}

function whereAside(session: MailSession): string {
  if (session.modality === "online") return "The link to join is on the booking page.";
  if (session.modality === "hybrid") return "The booking page has the link to join, should you meet online.";
  return "The booking page has the details.";
}

function freeUntil(terms: BookingConfirmationProps["cancellation_terms"], zone: string): string {
  const full = terms.find(({ refund_percent }) => refund_percent === 100);
  if (full) return `Cancel free until ${moment(full.until, zone)}`;
  const part = terms[0];
  if (part) return `Cancel until ${moment(part.until, zone)} and get ${part.refund_percent === 50 ? "half" : `${part.refund_percent} %`} back`;
  return "This session starts too soon to be cancelled for a refund";
}

function thenWhat(terms: BookingConfirmationProps["cancellation_terms"], zone: string): string | null {
  if (terms.length === 0) return "If your coach cancels, you get everything back.";
  const later = terms.slice(1).map((term) => `${term.refund_percent === 50 ? "Half" : `${term.refund_percent} %`} back until ${shortMoment(term.until, zone)}, nothing after that.`);
  return later.join(" ") || "Nothing is given back after that.";
}

BookingConfirmation.PreviewProps = {
  app_url: "https://maestrohub.example",
  recipient: { name: "Leah Brandt", timezone: "America/New_York" },
  coach: { name: "Amara Okafor", timezone: "Africa/Accra" },
  session: {
    subject: "Piano",
    starts_at: new Date("2026-11-25T00:00:00Z"),
    ends_at: new Date("2026-11-25T01:00:00Z"),
    duration_minutes: 60,
    modality: "online",
    place: null,
  },
  booking_url: "https://maestrohub.example/bookings/bk_preview",
  cancellation_terms: [
    { until: new Date("2026-11-24T00:00:00Z"), refund_percent: 100 },
    { until: new Date("2026-11-24T12:00:00Z"), refund_percent: 50 },
  ],
} satisfies BookingConfirmationProps as BookingConfirmationProps;
