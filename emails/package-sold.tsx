import { firstName } from "@/lib/core/name";
import type { Money } from "@/lib/core/money";
import { Action } from "./parts/action";
import { Facts } from "./parts/facts";
import { Letter, Name, Paragraph, Title } from "./parts/letter";
import { inSubject, moment, money, type Recipient } from "./parts/session";

export interface PackageSoldProps {
  app_url: string;
  /** The coach. */
  recipient: Recipient;
  client_name: string;
  sessions: number;
  duration_minutes: number;
  expires_at: Date;
  price: Money;
  /** The coach's share of one session of it, before the odd cent. */
  receives_each: Money;
  packages_url: string;
}

export default function PackageSold(props: PackageSoldProps) {
  const { app_url, recipient, client_name, sessions, duration_minutes, expires_at, price, receives_each } = props;
  return (
    <Letter language={recipient.language} title={subject(props)} preview={`${sessions} sessions of ${duration_minutes} minutes.`} app_url={app_url} reason="You get this mail because you coach on MaestroHub.">
      <Title>
        <Name>{firstName(client_name)}</Name> bought a package
      </Title>
      <Paragraph>It is paid in full. Each session is booked in your free hours, and you are told of each.</Paragraph>
      <Facts
        facts={[
          { label: "What", value: `${sessions} sessions of ${duration_minutes} minutes` },
          { label: "Client", value: <Name>{client_name}</Name> },
          { label: "Until", value: moment(expires_at, recipient) },
          { label: "Paid", value: money(price, recipient) },
          { label: "You receive", value: `${money(receives_each, recipient)} for each session`, aside: "After the session was held, as for every other." },
        ]}
      />
      <Action href={props.packages_url}>See your packages</Action>
    </Letter>
  );
}

export function subject({ client_name, sessions }: PackageSoldProps): string {
  return `Package sold: ${sessions} sessions to ${inSubject(client_name)}`;
}

PackageSold.PreviewProps = {
  app_url: "https://maestrohub.example",
  recipient: { name: "Amara Okafor", timezone: "Africa/Accra", language: "en" },
  client_name: "Leah Brandt",
  sessions: 5,
  duration_minutes: 60,
  expires_at: new Date("2027-02-21T21:40:00Z"),
  price: { amount: 29_250, currency: "usd" },
  receives_each: { amount: 5_265, currency: "usd" },
  packages_url: "https://maestrohub.example/coach/packages",
} satisfies PackageSoldProps as PackageSoldProps;
