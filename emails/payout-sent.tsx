import type { Money } from "@/lib/core/money";
import { Action } from "./parts/action";
import { Facts } from "./parts/facts";
import { Letter, Name, Paragraph, Title } from "./parts/letter";
import { type PriceLine, PriceLines } from "./parts/price-lines";
import { calendarDay, day, money } from "./parts/session";
import type { Recipient } from "./parts/session";

export interface PayoutSentProps {
  app_url: string;
  /** The coach. */
  recipient: Recipient;
  amount: Money;
  /** What it is for; the amounts are in the payout's currency and what the coach gets of each. */
  sessions: { subject: string; client_name: string; starts_at: Date; amount: number }[];
  /** The calendar date on which Stripe expects it at the bank, as midnight UTC; null where it is not known yet. */
  arrives_on: Date | null;
  room_url: string;
}

export default function PayoutSent(props: PayoutSentProps) {
  const { app_url, recipient, amount, sessions, arrives_on, room_url } = props;
  const total = money(amount, recipient);
  const arrival = arrives_on && calendarDay(arrives_on, recipient);
  return (
    <Letter
      language={recipient.language}
      title={subject(props)}
      preview={arrival ? `Expected at your bank on ${arrival}.` : "Your bank shows it within a few working days."}
      app_url={app_url}
      reason="You get this mail because you coach on MaestroHub."
    >
      <Title>{total} is on its way to you</Title>
      <Paragraph>
        Your share of {sessions.length === 1 ? "this session" : `these ${sessions.length} sessions`} was paid out to <Name>{recipient.name}</Name>.
      </Paragraph>
      <PriceLines lines={[...linesOf(props), { label: "Paid out", amount: total }]} />
      <Facts facts={[{ label: "At your bank", value: arrival ? `Expected on ${arrival}` : "Within a few working days", aside: "Banks may take a day longer, and do not book on weekends and holidays." }]} />
      <Action href={room_url}>Open my room</Action>
    </Letter>
  );
}

export function subject({ amount, recipient }: PayoutSentProps): string {
  return `${money(amount, recipient)} is on its way to you`;
}

/** A mail is no account statement: the newest are named, the rest is one line. */
const shown_at_most = 12;

function linesOf({ sessions, amount: { currency }, recipient }: PayoutSentProps): PriceLine[] {
  const shown = sessions.slice(0, shown_at_most).map(({ subject, client_name, starts_at, amount }) => ({
    label: `${day(starts_at, recipient)}: ${subject} with ${client_name}`,
    amount: money({ amount, currency }, recipient),
  }));
  const rest = sessions.slice(shown_at_most);
  if (rest.length === 0) return shown;
  const amount = rest.reduce((sum, session) => sum + session.amount, 0);
  return [...shown, { label: rest.length === 1 ? "One more session" : `${rest.length} more sessions`, amount: money({ amount, currency }, recipient) }];
}

PayoutSent.PreviewProps = {
  app_url: "https://maestrohub.example",
  recipient: { name: "Amara Okafor", timezone: "Africa/Accra", language: "en" },
  amount: { amount: 11_700, currency: "usd" },
  sessions: [
    { subject: "Piano", client_name: "Leah Brandt", starts_at: new Date("2026-11-25T00:00:00Z"), amount: 5_850 },
    { subject: "Music theory", client_name: "Tomás Rivera", starts_at: new Date("2026-11-25T18:00:00Z"), amount: 5_850 },
  ],
  arrives_on: new Date("2026-12-01T00:00:00Z"),
  room_url: "https://maestrohub.example/coach",
} satisfies PayoutSentProps as PayoutSentProps;
