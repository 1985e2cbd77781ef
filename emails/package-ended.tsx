import { firstName } from "@/lib/core/name";
import type { Money } from "@/lib/core/money";
import { Action } from "./parts/action";
import { type Card, cardLabel } from "./parts/card";
import { type Fact, Facts } from "./parts/facts";
import { Letter, Name, Paragraph, Title } from "./parts/letter";
import { inSubject, money, type Recipient } from "./parts/session";
import { fill, fillRich, wordsOf } from "./words/words";

export interface PackageEndedProps {
  app_url: string;
  recipient: Recipient;
  reader: "client" | "coach";
  /** The other of the two. */
  other: { name: string };
  ended_by: "client" | "coach" | "expiry" | "us";
  sessions_left: number;
  refund: Money;
  card: Card | null;
  /** What the coach gets of what is kept; null where it is nothing. A client is not told of it. */
  receives: Money | null;
  package_url: string;
}

export default function PackageEnded(props: PackageEndedProps) {
  const { app_url, recipient, reader, other, ended_by, sessions_left: left } = props;
  const words = wordsOf(recipient.language)["package-ended"];
  return (
    <Letter language={recipient.language} title={subject(props)} preview={fill(words.preview, { left })} app_url={app_url} reason={reader === "client" ? words.reason : words.coach_reason}>
      <Title>{words.title}</Title>
      <Paragraph>{fillRich(words[`${reader}_by_${ended_by}`], { other: <Name>{firstName(other.name)}</Name> })}</Paragraph>
      <Facts facts={[{ label: words.left, value: String(left) }, ...whatOfTheMoney(props)]} />
      <Paragraph quiet>{words.stay}</Paragraph>
      <Action href={props.package_url}>{words.action}</Action>
    </Letter>
  );
}

export function subject({ reader, other, recipient }: PackageEndedProps): string {
  const words = wordsOf(recipient.language)["package-ended"];
  return fill(reader === "client" ? words.subject : words.coach_subject, { other: inSubject(other.name) });
}

function whatOfTheMoney({ recipient, reader, other, refund, card, receives }: PackageEndedProps): Fact[] {
  const { "package-ended": words, "session-canceled": money_words } = wordsOf(recipient.language);
  const back = refund.amount > 0 ? money(refund, recipient) : money_words.nothing;
  if (reader === "coach") {
    const share = receives ? [{ label: money_words.receives, value: money(receives, recipient), aside: words.early }] : [];
    return [{ label: fill(words.to_client, { other: firstName(other.name) }), value: back }, ...share];
  }
  if (refund.amount === 0) return [{ label: money_words.returned, value: back, aside: words.early }];
  return [{ label: money_words.returned, value: back, aside: card ? fill(money_words.to_card, { card: cardLabel(card, recipient.language) }) : money_words.to_a_card }];
}

PackageEnded.PreviewProps = {
  app_url: "https://maestrohub.example",
  recipient: { name: "Leah Brandt", timezone: "America/New_York", language: "en" },
  reader: "client",
  other: { name: "Amara Okafor" },
  ended_by: "coach",
  sessions_left: 2,
  refund: { amount: 11_700, currency: "usd" },
  card: { brand: "visa", last4: "4242" },
  receives: null,
  package_url: "https://maestrohub.example/packages/pkg_preview",
} satisfies PackageEndedProps as PackageEndedProps;
