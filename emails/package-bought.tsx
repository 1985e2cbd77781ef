import type { Money } from "@/lib/core/money";
import { Action, TextLink } from "./parts/action";
import { type Card, cardLabel } from "./parts/card";
import { Facts } from "./parts/facts";
import { Letter, Name, Paragraph, Title } from "./parts/letter";
import { PriceLines } from "./parts/price-lines";
import { day, inSubject, moment, money, type Recipient } from "./parts/session";
import { fill, fillRich, wordsOf } from "./words/words";

export interface PackageBoughtProps {
  app_url: string;
  recipient: Recipient;
  coach_name: string;
  sessions: number;
  duration_minutes: number;
  expires_at: Date;
  /** The payment's id. */
  receipt_number: string;
  paid_at: Date;
  amount: Money;
  card: Card | null;
  package_url: string;
  /** The receipt's own page, with the file to keep. */
  receipt_url: string;
}

/** The receipt, and the way to the first session. */
export default function PackageBought(props: PackageBoughtProps) {
  const { app_url, recipient, coach_name, sessions: count, duration_minutes: minutes, expires_at, card } = props;
  const { shared, "package-bought": words, "payment-receipt": receipt } = wordsOf(recipient.language);
  const total = money(props.amount, recipient);
  return (
    <Letter language={recipient.language} title={subject(props)} preview={fill(words.preview, { count, minutes, day: day(expires_at, recipient) })} app_url={app_url} reason={words.reason}>
      <Title>{fillRich(words.title, { coach: <Name>{coach_name}</Name> })}</Title>
      <Paragraph>{words.lead}</Paragraph>
      <PriceLines
        lines={[
          { label: fill(words.what, { count, minutes }), amount: total },
          { label: receipt.fee, amount: receipt.included },
          { label: receipt.total, amount: total },
        ]}
      />
      <Facts
        facts={[
          { label: shared.with, value: <Name>{coach_name}</Name> },
          { label: words.until, value: moment(expires_at, recipient), aside: words.reminded },
          { label: receipt.paid, value: moment(props.paid_at, recipient) },
          ...(card ? [{ label: receipt.paid_with, value: cardLabel(card, recipient.language) }] : []),
          { label: receipt.billed_to, value: <Name>{recipient.name}</Name> },
          { label: receipt.number, value: props.receipt_number },
        ]}
      />
      <Action href={props.package_url}>{words.action}</Action>
      <Paragraph>
        <TextLink href={props.receipt_url}>{receipt.open}</TextLink>
      </Paragraph>
    </Letter>
  );
}

export function subject({ amount, coach_name, recipient }: PackageBoughtProps): string {
  return fill(wordsOf(recipient.language)["package-bought"].subject, { coach: inSubject(coach_name), total: money(amount, recipient) });
}

PackageBought.PreviewProps = {
  app_url: "https://maestrohub.example",
  recipient: { name: "Leah Brandt", timezone: "America/New_York", language: "en" },
  coach_name: "Amara Okafor",
  sessions: 5,
  duration_minutes: 60,
  expires_at: new Date("2027-02-21T21:40:00Z"),
  receipt_number: "pay_0h7m3k9q2x5c8v1b4n6j0g2r",
  paid_at: new Date("2026-11-23T21:40:00Z"),
  amount: { amount: 29_250, currency: "usd" },
  card: { brand: "visa", last4: "4242" },
  package_url: "https://maestrohub.example/packages/pkg_preview",
  receipt_url: "https://maestrohub.example/packages/pkg_preview/receipt",
} satisfies PackageBoughtProps as PackageBoughtProps;
