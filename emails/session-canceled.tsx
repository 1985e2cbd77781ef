import { firstName } from "@/lib/core/name";
import type { Money } from "@/lib/core/money";
import { Action } from "./parts/action";
import { cardLabel } from "./parts/card";
import type { Card } from "./parts/card";
import { type Fact, Facts } from "./parts/facts";
import { Letter, Name, Paragraph, Title } from "./parts/letter";
import { day, inSubject, money, sessionLength, sessionTime } from "./parts/session";
import type { MailSession, Recipient } from "./parts/session";
import { fill, fillRich, wordsOf } from "./words/words";

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
  /** It was booked from a package and is back in it. */
  returns_session: boolean;
  /** What the coach gets where a client cancelled late; null where it is nothing. A client is not told of it. */
  receives: Money | null;
  /** For a client another time or another coach, for a coach the session's page. */
  next_url: string;
}

export default function SessionCanceled(props: SessionCanceledProps) {
  const { app_url, recipient, reader, other, canceled_by, session } = props;
  const { shared, "session-canceled": words } = wordsOf(recipient.language);
  const time = sessionTime(session, recipient);
  const first = <Name>{firstName(other.name)}</Name>;
  return (
    <Letter
      language={recipient.language}
      title={subject(props)}
      preview={fill(words.preview, { time })}
      app_url={app_url}
      reason={reader === "client" ? words.reason : words.coach_reason}
    >
      <Title>{fillRich(words.title, { subject: session.subject, other: first })}</Title>
      <Paragraph>{fillRich(words[`${reader}_by_${canceled_by === "maestrohub" ? "us" : canceled_by}`], { other: first })}</Paragraph>
      <Facts
        facts={[
          { label: words.when, value: time },
          { label: shared.what, value: sessionLength(session, recipient) },
          { label: shared.with, value: <Name>{other.name}</Name> },
          ...whatOfTheMoney(props),
        ]}
      />
      <Action href={props.next_url}>{reader === "coach" ? shared.open_session : canceled_by === "maestrohub" ? words.find_coach : words.find_time}</Action>
      <Paragraph quiet>{words.calendar}</Paragraph>
    </Letter>
  );
}

export function subject({ session, other, recipient }: SessionCanceledProps): string {
  const words = wordsOf(recipient.language)["session-canceled"];
  return fill(words.subject, { subject: inSubject(session.subject), other: inSubject(other.name), day: day(session.starts_at, recipient) });
}

function whatOfTheMoney({ recipient, reader, refund, returns_session, receives }: SessionCanceledProps): Fact[] {
  const words = wordsOf(recipient.language)["session-canceled"];
  if (reader === "coach") return [receives ? { label: words.receives, value: money(receives, recipient), aside: words.late } : { label: words.receives, value: words.receives_nothing }];
  if (returns_session) return [{ label: words.returned, value: words.one_session, aside: words.one_session_aside }];
  if (!refund) return [{ label: words.returned, value: words.nothing, aside: words.too_late }];
  const aside = refund.card ? fill(words.to_card, { card: cardLabel(refund.card, recipient.language) }) : words.to_a_card;
  return [{ label: words.returned, value: money(refund.amount, recipient), aside }];
}

SessionCanceled.PreviewProps = {
  app_url: "https://maestrohub.example",
  recipient: { name: "Leah Brandt", timezone: "America/New_York", language: "en" },
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
  returns_session: false,
  receives: null,
  next_url: "https://maestrohub.example/coaches",
} satisfies SessionCanceledProps as SessionCanceledProps;
