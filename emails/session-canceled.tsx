import { formatDay } from "@/lib/core/format-time";
import { formatMoney } from "@/lib/core/money";
import type { Money } from "@/lib/core/money";
import { Action } from "./parts/action";
import { cardLabel } from "./parts/card";
import type { Card } from "./parts/card";
import { type Fact, Facts } from "./parts/facts";
import { Letter, Name, Paragraph, Title } from "./parts/letter";
import { firstName } from "@/lib/core/name";
import { inSubject, sessionTime } from "./parts/session";
import type { MailSession, Recipient } from "./parts/session";

export interface SessionCanceledProps {
  app_url: string;
  recipient: Recipient;
  reader: "client" | "coach";
  /** The other of the two. */
  other: { name: string };
  canceled_by: "client" | "coach" | "maestrohub";
  session: MailSession;
  /** What the client gets back; null where it is nothing. */
  refund: { amount: Money; card: Card | null } | null;
  /** What the coach gets where a client cancelled late; null where it is nothing. A client is not told of it. */
  receives: Money | null;
  /** For a client another time or another coach, for a coach the session's page. */
  next_url: string;
}

export default function SessionCanceled(props: SessionCanceledProps) {
  const { app_url, recipient, reader, other, canceled_by, session } = props;
  return (
    <Letter title={subject(props)} preview={`${sessionTime(session, recipient.timezone)} does not take place.`} app_url={app_url} reason={`You get this mail because ${reader === "client" ? "you had booked this session" : "this session was booked with you"}.`}>
      <Title>
        Cancelled: {session.subject} with <Name>{firstName(other.name)}</Name>
      </Title>
      <Paragraph>{whoAndWhy(props)}</Paragraph>
      <Facts
        facts={[
          { label: "When it would have been", value: sessionTime(session, recipient.timezone) },
          { label: "What", value: `${session.subject}, ${session.duration_minutes} minutes` },
          { label: "With", value: <Name>{other.name}</Name> },
          ...money(props),
        ]}
      />
      <Paragraph quiet>The attached calendar entry takes the session out of your calendar.</Paragraph>
      <Action href={props.next_url}>{reader === "coach" ? "Open the session" : canceled_by === "maestrohub" ? "Find another coach" : "Find another time"}</Action>
    </Letter>
  );
}

export function subject({ session, other, recipient }: SessionCanceledProps): string {
  return `Cancelled: ${inSubject(session.subject)} with ${inSubject(other.name)}, ${formatDay(session.starts_at, recipient.timezone)}`;
}

function whoAndWhy({ reader, other, canceled_by }: SessionCanceledProps) {
  const name = <Name>{firstName(other.name)}</Name>;
  if (reader === "client") {
    if (canceled_by === "client") return "You cancelled this session, so it does not take place.";
    if (canceled_by === "coach") return <>We are sorry: {name} had to cancel this session. You get everything back, without doing anything.</>;
    return <>We are sorry: we had to cancel this session, because {name} does not teach on MaestroHub at present. You get everything back, without doing anything.</>;
  }
  if (canceled_by === "client") return <>{name} cancelled this session, and the time is yours again.</>;
  if (canceled_by === "coach") return <>You cancelled this session. We have told {name}, who gets everything back.</>;
  return <>We cancelled this session, because your profile is suspended. We have told {name}, who gets everything back.</>;
}

function money({ reader, refund, receives }: SessionCanceledProps): Fact[] {
  if (reader === "coach") return [receives ? { label: "You receive", value: formatMoney(receives), aside: "It was cancelled late." } : { label: "You receive", value: "Nothing for this session" }];
  if (!refund) return [{ label: "Returned", value: "Nothing", aside: "The time to cancel for a refund was over. The terms are on the booking page." }];
  const banks = "Banks take 5 to 10 days to show it.";
  return [{ label: "Returned", value: formatMoney(refund.amount), aside: refund.card ? `To your ${cardLabel(refund.card)}. ${banks}` : `To the card you paid with. ${banks}` }];
}

SessionCanceled.PreviewProps = {
  app_url: "https://maestrohub.example",
  recipient: { name: "Leah Brandt", timezone: "America/New_York" },
  reader: "client",
  other: { name: "Amara Okafor" },
  canceled_by: "maestrohub",
  session: {
    subject: "Piano",
    starts_at: new Date("2026-11-25T00:00:00Z"),
    ends_at: new Date("2026-11-25T01:00:00Z"),
    duration_minutes: 60,
    modality: "online",
    place: null,
  },
  refund: { amount: { amount: 6500, currency: "usd" }, card: { brand: "visa", last4: "4242" } },
  receives: null,
  next_url: "https://maestrohub.example/coaches",
} satisfies SessionCanceledProps as SessionCanceledProps;
