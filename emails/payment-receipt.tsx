import type { Money } from "@/lib/core/money";
import { Action, TextLink } from "./parts/action";
import { cardLabel } from "./parts/card";
import type { Card } from "./parts/card";
import { Facts } from "./parts/facts";
import { Letter, Name, Paragraph, Title } from "./parts/letter";
import { PriceLines } from "./parts/price-lines";
import { moment, money, sessionTime } from "./parts/session";
import type { MailSession, Recipient } from "./parts/session";
import { fill, fillRich, wordsOf } from "./words/words";

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
  /** The receipt's own page, with the file to keep. */
  receipt_url: string;
}

export default function PaymentReceipt(props: PaymentReceiptProps) {
  const { app_url, recipient, amount, card, session, coach_name } = props;
  const { shared, "payment-receipt": words } = wordsOf(recipient.language);
  const total = money(amount, recipient);
  const what = { subject: session.subject, minutes: session.duration_minutes, time: sessionTime(session, recipient) };
  return (
    <Letter language={recipient.language} title={subject(props)} preview={fill(words.preview, { total, subject: session.subject, coach: coach_name })} app_url={app_url} reason={words.reason}>
      <Title>{fill(words.title, { total })}</Title>
      <Paragraph>{fillRich(words.lead, { ...what, coach: <Name>{coach_name}</Name> })}</Paragraph>
      <PriceLines
        lines={[
          { label: words.session, amount: total },
          { label: words.fee, amount: words.included },
          { label: words.total, amount: total },
        ]}
      />
      <Facts
        facts={[
          { label: words.paid, value: moment(props.paid_at, recipient) },
          ...(card ? [{ label: words.paid_with, value: cardLabel(card, recipient.language) }] : []),
          { label: words.billed_to, value: <Name>{recipient.name}</Name> },
          { label: words.number, value: props.receipt_number },
        ]}
      />
      <Action href={props.receipt_url}>{words.open}</Action>
      <Paragraph>
        <TextLink href={props.booking_url}>{shared.open_booking}</TextLink>
      </Paragraph>
    </Letter>
  );
}

export function subject({ amount, recipient }: PaymentReceiptProps): string {
  return fill(wordsOf(recipient.language)["payment-receipt"].subject, { total: money(amount, recipient) });
}

PaymentReceipt.PreviewProps = {
  app_url: "https://maestrohub.example",
  recipient: { name: "Leah Brandt", timezone: "America/New_York", language: "en" },
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
  receipt_url: "https://maestrohub.example/bookings/bk_preview/receipt",
} satisfies PaymentReceiptProps as PaymentReceiptProps;
