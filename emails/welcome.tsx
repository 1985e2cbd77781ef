import { firstName } from "@/lib/core/name";
import { Action } from "./parts/action";
import { Letter, Name, Paragraph, Title } from "./parts/letter";
import { moment } from "./parts/session";
import type { Recipient } from "./parts/session";
import { fill, fillRich, wordsOf } from "./words/words";

export interface WelcomeProps {
  app_url: string;
  recipient: Recipient;
  role: "consumer" | "tutor";
  confirm_url: string;
  /** null where the link has no end worth naming. */
  link_expires_at: Date | null;
}

export default function Welcome(props: WelcomeProps) {
  const { app_url, recipient, role, confirm_url, link_expires_at } = props;
  const words = wordsOf(recipient.language).welcome;
  return (
    <Letter language={recipient.language} title={subject(props)} preview={words.preview} app_url={app_url} reason={words.reason}>
      <Title>{fillRich(words.title, { name: <Name>{firstName(recipient.name)}</Name> })}</Title>
      <Paragraph>{role === "tutor" ? words.coach_lead : words.lead}</Paragraph>
      <Action href={confirm_url}>{words.action}</Action>
      {link_expires_at ? <Paragraph quiet>{fill(words.until, { moment: moment(link_expires_at, recipient) })}</Paragraph> : null}
    </Letter>
  );
}

export function subject({ recipient, role }: WelcomeProps): string {
  const words = wordsOf(recipient.language).welcome;
  return role === "tutor" ? words.coach_subject : words.subject;
}

Welcome.PreviewProps = {
  app_url: "https://maestrohub.example",
  recipient: { name: "Leah Brandt", timezone: "America/New_York", language: "en" },
  role: "consumer",
  confirm_url: "https://maestrohub.example/verify-email?token=preview",
  link_expires_at: new Date("2026-11-25T00:00:00Z"),
} satisfies WelcomeProps as WelcomeProps;
