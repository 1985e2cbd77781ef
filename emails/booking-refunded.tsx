import type { Money } from "@/lib/core/money";
import { Action } from "./parts/action";
import { cardLabel } from "./parts/card";
import type { Card } from "./parts/card";
import { Facts } from "./parts/facts";
import { Letter, Name, Paragraph, Title } from "./parts/letter";
import { inSubject, money, sessionLength, sessionTime } from "./parts/session";
import type { MailSession, Recipient } from "./parts/session";

export interface BookingRefundedProps {
  app_url: string;
  recipient: Recipient;
  coach_name: string;
  session: MailSession;
  amount: Money;
  card: Card | null;
  /** Where to find another time: the coach's page. */
  find_url: string;
}

export default function BookingRefunded(props: BookingRefundedProps) {
  const { app_url, recipient, coach_name, session, amount, card } = props;
  const total = money(amount, recipient);
  return (
    <Letter language={recipient.language} title={subject(props)} preview={`You get ${total} back, all of it.`} app_url={app_url} reason="You get this mail because you paid for a session that could not be booked.">
      <Title>That time was taken while you paid</Title>
      <Paragraph>
        We are sorry: your hold had run out, and somebody else took the time with <Name>{coach_name}</Name> before your payment arrived. Nothing was booked, and you
        get everything back.
      </Paragraph>
      <Facts
        facts={[
          { label: "Returned", value: total, aside: card ? `To your ${cardLabel(card, recipient.language)}. Banks take 5 to 10 days to show it.` : "Banks take 5 to 10 days to show it." },
          { label: "For", value: sessionLength(session, recipient), aside: sessionTime(session, recipient) },
        ]}
      />
      <Action href={props.find_url}>Find another time</Action>
    </Letter>
  );
}

export function subject({ coach_name, amount, recipient }: BookingRefundedProps): string {
  return `${money(amount, recipient)} returned: the time with ${inSubject(coach_name)} was taken`;
}

BookingRefunded.PreviewProps = {
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
  card: { brand: "visa", last4: "4242" },
  find_url: "https://maestrohub.example/coaches/amara-okafor",
} satisfies BookingRefundedProps as BookingRefundedProps;
