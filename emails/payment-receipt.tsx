import { formatMoney } from "@/lib/core/money";
import type { Money } from "@/lib/core/money";
import { Action } from "./parts/action";
import { cardLabel } from "./parts/card";
import type { Card } from "./parts/card";
import { Facts } from "./parts/facts";
import { Letter, Name, Paragraph, Title } from "./parts/letter";
import { PriceLines } from "./parts/price-lines";
import { moment, sessionTime } from "./parts/session";
import type { MailSession, Recipient } from "./parts/session";

export interface PaymentReceiptProps {
  app_url: string;
  recipient: Recipient;
  /** The payment's id. */
  receipt_number: string;
  paid_at: Date;
  amount: Money;
  card: Card | null;
  session: MailSession;
  coach_name: string;
  booking_url: string;
}

export default function PaymentReceipt(props: PaymentReceiptProps) {
  const { app_url, recipient, amount, card, session, coach_name } = props;
  const total = formatMoney(amount);
  return (
    <Letter title={subject(props)} preview={`${total} for ${session.subject} with ${coach_name}.`} app_url={app_url} reason="You get this mail because you paid for a session.">
      <Title>Receipt for {total}</Title>
      <Paragraph>
        Paid for {session.subject}, {session.duration_minutes} minutes with <Name>{coach_name}</Name>, {sessionTime(session, recipient.timezone)}.
      </Paragraph>
      <PriceLines
        lines={[
          { label: "Session", amount: total },
          { label: "Service fee", amount: "included" },
          { label: "Total", amount: total },
        ]}
      />
      <Facts
        facts={[
          { label: "Paid", value: moment(props.paid_at, recipient.timezone) },
          ...(card ? [{ label: "With", value: cardLabel(card) }] : []),
          { label: "Billed to", value: <Name>{recipient.name}</Name> },
          { label: "Receipt number", value: props.receipt_number },
        ]}
      />
      <Action href={props.booking_url}>Open the booking</Action>
    </Letter>
  );
}

export function subject({ amount }: PaymentReceiptProps): string {
  return `Your receipt for ${formatMoney(amount)}`;
}

PaymentReceipt.PreviewProps = {
  app_url: "https://maestrohub.example",
  recipient: { name: "Leah Brandt", timezone: "America/New_York" },
  receipt_number: "pay_0h7m3k9q2x5c8v1b4n6j0g2r",
  paid_at: new Date("2026-11-23T21:40:00Z"),
  amount: { amount: 6500, currency: "usd" },
  card: { brand: "visa", last4: "4242" },
  session: {
    subject: "Piano",
    starts_at: new Date("2026-11-25T00:00:00Z"),
    ends_at: new Date("2026-11-25T01:00:00Z"),
    duration_minutes: 60,
    modality: "online",
    place: null,
  },
  coach_name: "Amara Okafor",
  booking_url: "https://maestrohub.example/bookings/bk_preview",
} satisfies PaymentReceiptProps as PaymentReceiptProps;
