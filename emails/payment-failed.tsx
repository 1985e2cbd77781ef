import type { Money } from "@/lib/core/money";
import { Action } from "./parts/action";
import { Facts } from "./parts/facts";
import { Letter, Name, Paragraph, Title } from "./parts/letter";
import { inSubject, money, sessionLength, sessionTime } from "./parts/session";
import type { MailSession, Recipient } from "./parts/session";

export interface PaymentFailedProps {
  app_url: string;
  recipient: Recipient;
  coach_name: string;
  session: MailSession;
  amount: Money;
  /** What the bank said, in words; null where it said nothing. */
  reason: string | null;
  checkout_url: string;
}

export default function PaymentFailed(props: PaymentFailedProps) {
  const { app_url, recipient, coach_name, session, amount, reason, checkout_url } = props;
  return (
    <Letter language={recipient.language} title={subject(props)} preview={`Nothing was taken. ${sessionTime(session, recipient)} is not booked yet.`} app_url={app_url} reason="You get this mail because you were booking a session.">
      <Title>Your payment did not go through</Title>
      <Paragraph>Nothing was taken from your card, and the session is not booked yet.</Paragraph>
      <Facts
        facts={[
          { label: "When", value: sessionTime(session, recipient) },
          { label: "What", value: sessionLength(session, recipient) },
          { label: "With", value: <Name>{coach_name}</Name> },
          { label: "Not taken", value: money(amount, recipient), aside: reason },
        ]}
      />
      <Action href={checkout_url}>Try another card</Action>
      <Paragraph quiet>Once the hold on the time has run out somebody else may take it. The page says whether it is still there.</Paragraph>
    </Letter>
  );
}

export function subject({ session, coach_name }: PaymentFailedProps): string {
  return `Payment failed: ${inSubject(session.subject)} with ${inSubject(coach_name)}`;
}

PaymentFailed.PreviewProps = {
  app_url: "https://maestrohub.example",
  recipient: { name: "Leah Brandt", timezone: "America/New_York", language: "en" },
  coach_name: "Amara Okafor",
  session: {
    subject: "Piano",
    starts_at: new Date("2026-11-25T00:00:00Z"),
    ends_at: new Date("2026-11-25T01:00:00Z"),
    duration_minutes: 60,
    modality: "online",
    place: null,
  },
  amount: { amount: 6500, currency: "usd" },
  reason: "Your card was declined.",
  checkout_url: "https://maestrohub.example/checkout/bk_preview",
} satisfies PaymentFailedProps as PaymentFailedProps;
