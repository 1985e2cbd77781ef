import { formatMoney } from "@/lib/core/money";
import type { Money } from "@/lib/core/money";
import { firstName } from "@/lib/core/name";
import { Action } from "./parts/action";
import { cardLabel } from "./parts/card";
import type { Card } from "./parts/card";
import { type Fact, Facts } from "./parts/facts";
import { Letter, Name, Paragraph, Title } from "./parts/letter";
import { inSubject, sessionTime } from "./parts/session";
import type { MailSession, Recipient } from "./parts/session";

export interface ProblemDecidedProps {
  app_url: string;
  recipient: Recipient;
  reader: "client" | "coach";
  other: { name: string };
  outcome: "took_place" | "client_absent" | "coach_absent";
  /** What we wrote to both; null where nothing was written. */
  note: string | null;
  session: MailSession;
  /** What comes back to the client; null where it is nothing. A coach is not told of it. */
  refund: { amount: Money; card: Card | null } | null;
  /** What the coach gets for the session. A client is not told of it. */
  receives: Money | null;
  booking_url: string;
}

export default function ProblemDecided(props: ProblemDecidedProps) {
  const { app_url, recipient, reader, other, session, note } = props;
  return (
    <Letter title={subject(props)} preview={`${sessionTime(session, recipient.timezone)}: what we found, and what it means for you.`} app_url={app_url} reason={`You get this mail because ${reader === "client" ? "you had booked this session" : "this session was booked with you"}.`}>
      <Title>
        We have decided about your session with <Name>{firstName(other.name)}</Name>
      </Title>
      <Paragraph>{finding(props)}</Paragraph>
      {note && <Paragraph>{note}</Paragraph>}
      <Facts
        facts={[
          { label: "When it was", value: sessionTime(session, recipient.timezone) },
          { label: "What", value: `${session.subject}, ${session.duration_minutes} minutes` },
          money(props),
        ]}
      />
      <Action href={props.booking_url}>Open the session</Action>
    </Letter>
  );
}

export function subject({ session, other }: ProblemDecidedProps): string {
  return `Decided: ${inSubject(session.subject)} with ${inSubject(other.name)}`;
}

function finding({ reader, other, outcome }: ProblemDecidedProps) {
  const name = <Name>{firstName(other.name)}</Name>;
  if (outcome === "took_place") return "We have heard what was said, and go by the session having taken place.";
  const isReaderAbsent = (outcome === "client_absent") === (reader === "client");
  return isReaderAbsent ? "We have heard what was said, and go by your not having come." : <>We have heard what was said, and go by {name} not having come.</>;
}

function money({ reader, refund, receives }: ProblemDecidedProps): Fact {
  if (reader === "coach") return { label: "You receive", value: receives ? formatMoney(receives) : "Nothing for this session" };
  if (!refund) return { label: "Returned", value: "Nothing" };
  const banks = "Banks take 5 to 10 days to show it.";
  return { label: "Returned", value: formatMoney(refund.amount), aside: refund.card ? `To your ${cardLabel(refund.card)}. ${banks}` : `To the card you paid with. ${banks}` };
}

ProblemDecided.PreviewProps = {
  app_url: "https://maestrohub.example",
  recipient: { name: "Leah Brandt", timezone: "America/New_York" },
  reader: "client",
  other: { name: "Amara Okafor" },
  outcome: "coach_absent",
  note: "The meeting's record shows that nobody let you in.",
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
  booking_url: "https://maestrohub.example/bookings/bk_preview",
} satisfies ProblemDecidedProps as ProblemDecidedProps;
