import type { Money } from "@/lib/core/money";
import { Action } from "./parts/action";
import { Facts } from "./parts/facts";
import { Letter, Name, Paragraph, Title } from "./parts/letter";
import { PriceLines } from "./parts/price-lines";
import { day, inSubject, money, otherSessionTime, sessionLength, sessionPlace, sessionTime } from "./parts/session";
import type { MailSession, Recipient } from "./parts/session";

export interface NewBookingProps {
  app_url: string;
  /** The coach. */
  recipient: Recipient;
  client: { name: string; timezone: string };
  session: MailSession;
  note: string | null;
  price: Money;
  fee: Money;
  /** What the coach will receive: price less fee. */
  receives: Money;
  booking_url: string;
}

export default function NewBooking(props: NewBookingProps) {
  const { app_url, recipient, client, session, note } = props;
  return (
    <Letter language={recipient.language} title={subject(props)} preview={`${client.name} booked ${sessionTime(session, recipient)}.`} app_url={app_url} reason="You get this mail because you coach on MaestroHub.">
      <Title>
        <Name>{client.name}</Name> booked {session.subject}
      </Title>
      <Paragraph>The session is paid, and the calendar entry is attached.</Paragraph>
      <Facts
        facts={[
          { label: "When", value: sessionTime(session, recipient), aside: otherSessionTime(session, recipient, client.timezone) },
          { label: "What", value: sessionLength(session, recipient) },
          { label: "Where", value: sessionPlace(session, recipient) },
          { label: "A note for you", value: note?.trim() ? <Name>{note.trim()}</Name> : "None" },
        ]}
      />
      <PriceLines
        lines={[
          { label: "Price", amount: money(props.price, recipient) },
          { label: "Service fee", amount: `−${money(props.fee, recipient)}` },
          { label: "You receive", amount: money(props.receives, recipient) },
        ]}
      />
      <Action href={props.booking_url}>Open the booking</Action>
      <Paragraph quiet>Your share is paid out once the session is completed. If you cancel, your client gets everything back.</Paragraph>
    </Letter>
  );
}

export function subject({ client, session, recipient }: NewBookingProps): string {
  return `New booking: ${inSubject(client.name)}, ${day(session.starts_at, recipient)}`;
}

NewBooking.PreviewProps = {
  app_url: "https://maestrohub.example",
  recipient: { name: "Amara Okafor", timezone: "Africa/Accra", language: "en" },
  client: { name: "Leah Brandt", timezone: "America/New_York" },
  session: {
    subject: "Piano",
    starts_at: new Date("2026-11-25T00:00:00Z"),
    ends_at: new Date("2026-11-25T01:00:00Z"),
    duration_minutes: 60,
    modality: "online",
    place: null,
  },
  note: "I have played for two years and would like to work on the left hand in Satie.",
  price: { amount: 6500, currency: "usd" },
  fee: { amount: 650, currency: "usd" },
  receives: { amount: 5850, currency: "usd" },
  booking_url: "https://maestrohub.example/bookings/bk_preview",
} satisfies NewBookingProps as NewBookingProps;
