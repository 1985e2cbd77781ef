import { formatDay } from "@/lib/core/format-time";
import { formatMoney } from "@/lib/core/money";
import type { Money } from "@/lib/core/money";
import { Action } from "./parts/action";
import { Facts } from "./parts/facts";
import { Letter, Name, Paragraph, Title } from "./parts/letter";
import { PriceLines } from "./parts/price-lines";
import { inSubject, otherSessionTime, sessionTime } from "./parts/session";
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
  const zone = recipient.timezone;
  return (
    <Letter title={subject(props)} preview={`${client.name} booked ${sessionTime(session, zone)}.`} app_url={app_url} reason="You get this mail because you coach on MaestroHub.">
      <Title>
        <Name>{client.name}</Name> booked {session.subject}
      </Title>
      <Paragraph>The session is paid, and the calendar entry is attached.</Paragraph>
      <Facts
        facts={[
          { label: "When", value: sessionTime(session, zone), aside: otherSessionTime(session, { own: zone, other: client.timezone }) },
          { label: "What", value: `${session.subject}, ${session.duration_minutes} minutes` },
          { label: "Where", value: session.modality === "online" ? "Online" : (session.place ?? "As on the booking page") },
          { label: "A note for you", value: note?.trim() ? <Name>{note.trim()}</Name> : "None" },
        ]}
      />
      <PriceLines
        lines={[
          { label: "Price", amount: formatMoney(props.price) },
          { label: "Service fee", amount: `−${formatMoney(props.fee)}` },
          { label: "You receive", amount: formatMoney(props.receives) },
        ]}
      />
      <Action href={props.booking_url}>Open the booking</Action>
      <Paragraph quiet>Your share is paid out once the session is completed. If you cancel, your client gets everything back.</Paragraph>
    </Letter>
  );
}

export function subject({ client, session, recipient }: NewBookingProps): string {
  return `New booking: ${inSubject(client.name)}, ${formatDay(session.starts_at, recipient.timezone)}`;
}

NewBooking.PreviewProps = {
  app_url: "https://maestrohub.example",
  recipient: { name: "Amara Okafor", timezone: "Africa/Accra" },
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
