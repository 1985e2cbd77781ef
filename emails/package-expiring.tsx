import { firstName } from "@/lib/core/name";
import type { Money } from "@/lib/core/money";
import { Action } from "./parts/action";
import { Facts } from "./parts/facts";
import { Letter, Name, Paragraph, Title } from "./parts/letter";
import { day, inSubject, moment, money, type Recipient } from "./parts/session";
import { fill, fillRich, wordsOf } from "./words/words";

export interface PackageExpiringProps {
  app_url: string;
  recipient: Recipient;
  coach_name: string;
  sessions_left: number;
  expires_at: Date;
  /** What comes back if nothing more is booked, by the function that carries it out. */
  refund: Money;
  package_url: string;
}

export default function PackageExpiring(props: PackageExpiringProps) {
  const { app_url, recipient, coach_name, sessions_left: left, expires_at, refund } = props;
  const { shared, "package-expiring": words } = wordsOf(recipient.language);
  return (
    <Letter language={recipient.language} title={subject(props)} preview={fill(words.preview, { left })} app_url={app_url} reason={words.reason}>
      <Title>{fill(words.title, { day: day(expires_at, recipient) })}</Title>
      <Paragraph>{fillRich(words.lead, { name: <Name>{firstName(recipient.name)}</Name>, coach: <Name>{coach_name}</Name> })}</Paragraph>
      <Facts
        facts={[
          { label: shared.with, value: <Name>{coach_name}</Name> },
          { label: words.left, value: String(left) },
          { label: words.ends, value: moment(expires_at, recipient) },
          { label: words.otherwise, value: refund.amount > 0 ? fill(words.back, { amount: money(refund, recipient) }) : words.no_back, aside: words.why },
        ]}
      />
      <Action href={props.package_url}>{words.action}</Action>
    </Letter>
  );
}

export function subject({ coach_name, expires_at, recipient }: PackageExpiringProps): string {
  return fill(wordsOf(recipient.language)["package-expiring"].subject, { coach: inSubject(coach_name), day: day(expires_at, recipient) });
}

PackageExpiring.PreviewProps = {
  app_url: "https://maestrohub.example",
  recipient: { name: "Leah Brandt", timezone: "America/New_York", language: "en" },
  coach_name: "Amara Okafor",
  sessions_left: 2,
  expires_at: new Date("2027-02-21T21:40:00Z"),
  refund: { amount: 9_750, currency: "usd" },
  package_url: "https://maestrohub.example/packages/pkg_preview",
} satisfies PackageExpiringProps as PackageExpiringProps;
