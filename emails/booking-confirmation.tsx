import { firstName } from "@/lib/core/name";
import { localeOf } from "@/lib/core/language";
import { Action } from "./parts/action";
import { Facts } from "./parts/facts";
import { Letter, Name, Paragraph, Title } from "./parts/letter";
import { day, inSubject, moment, otherSessionTime, sessionLength, sessionTime, shortMoment } from "./parts/session";
import type { MailSession, Recipient } from "./parts/session";
import { fill, fillRich, wordsOf } from "./words/words";

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
  const { app_url, recipient, coach, session, booking_url } = props;
  const { shared, "booking-confirmation": words } = wordsOf(recipient.language);
  const time = sessionTime(session, recipient);
  return (
    <Letter language={recipient.language} title={subject(props)} preview={fill(words.preview, { time })} app_url={app_url} reason={words.reason}>
      <Title>{fillRich(words.title, { subject: session.subject, coach: <Name>{firstName(coach.name)}</Name> })}</Title>
      <Paragraph>{words.lead}</Paragraph>
      <Facts
        facts={[
          { label: shared.when, value: time, aside: otherSessionTime(session, recipient, coach.timezone) },
          { label: shared.what, value: sessionLength(session, recipient) },
          { label: shared.with, value: <Name>{coach.name}</Name> },
          { label: shared.where, value: where(props), aside: words[`${session.modality}_aside`] },
          { label: words.plans_change, value: freeUntil(props), aside: thenWhat(props) },
        ]}
      />
      <Action href={booking_url}>{shared.open_booking}</Action>
      <Paragraph quiet>{fillRich(words.close, { coach: <Name>{firstName(coach.name)}</Name> })}</Paragraph>
    </Letter>
  );
}

export function subject({ session, coach, recipient }: BookingConfirmationProps): string {
  const words = wordsOf(recipient.language)["booking-confirmation"];
  return fill(words.subject, { subject: inSubject(session.subject), coach: inSubject(coach.name), day: day(session.starts_at, recipient) });
}

function where({ session, recipient }: BookingConfirmationProps): string {
  const { shared } = wordsOf(recipient.language);
  return session.modality === "online" ? shared.online : (session.place ?? shared[session.modality]);
}

function freeUntil({ cancellation_terms: terms, recipient }: BookingConfirmationProps): string {
  const words = wordsOf(recipient.language)["booking-confirmation"];
  const full = terms.find(({ refund_percent }) => refund_percent === 100);
  if (full) return fill(words.free_until, { moment: moment(full.until, recipient) });
  const part = terms[0];
  if (!part) return words.too_soon;
  const values = { moment: moment(part.until, recipient), percent: percent(part.refund_percent, recipient) };
  return fill(part.refund_percent === 50 ? words.half_until : words.part_until, values);
}

function thenWhat({ cancellation_terms: terms, recipient }: BookingConfirmationProps): string {
  const words = wordsOf(recipient.language)["booking-confirmation"];
  if (terms.length === 0) return words.coach_cancels;
  const later = terms.slice(1).map(({ until, refund_percent }) => {
    const values = { moment: shortMoment(until, recipient), percent: percent(refund_percent, recipient) };
    return fill(refund_percent === 50 ? words.then_half : words.then_part, values);
  });
  return later.join(" ") || words.then_nothing;
}

function percent(share: number, { language }: Recipient): string {
  return new Intl.NumberFormat(localeOf(language), { style: "percent" }).format(share / 100);
}

BookingConfirmation.PreviewProps = {
  app_url: "https://maestrohub.example",
  recipient: { name: "Leah Brandt", timezone: "America/New_York", language: "en" },
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
