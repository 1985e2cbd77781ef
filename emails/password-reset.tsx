import { firstName } from "@/lib/core/name";
import { Action } from "./parts/action";
import { Letter, Name, Paragraph, Title } from "./parts/letter";
import { moment } from "./parts/session";
import type { Recipient } from "./parts/session";
import { fill, fillRich, wordsOf } from "./words/words";

export interface PasswordResetProps {
  app_url: string;
  recipient: Recipient;
  reset_url: string;
  link_expires_at: Date | null;
}

export default function PasswordReset(props: PasswordResetProps) {
  const { app_url, recipient, reset_url, link_expires_at } = props;
  const words = wordsOf(recipient.language)["password-reset"];
  return (
    <Letter language={recipient.language} title={subject(props)} preview={words.preview} app_url={app_url} reason={words.reason}>
      <Title>{words.title}</Title>
      <Paragraph>{fillRich(words.lead, { name: <Name>{firstName(recipient.name)}</Name> })}</Paragraph>
      <Action href={reset_url}>{words.action}</Action>
      <Paragraph quiet>
        {link_expires_at ? fill(words.once_until, { moment: moment(link_expires_at, recipient) }) : words.once} {words.not_you}
      </Paragraph>
    </Letter>
  );
}

export function subject({ recipient }: PasswordResetProps): string {
  return wordsOf(recipient.language)["password-reset"].subject;
}

PasswordReset.PreviewProps = {
  app_url: "https://maestrohub.example",
  recipient: { name: "Leah Brandt", timezone: "America/New_York", language: "en" },
  reset_url: "https://maestrohub.example/reset-password?token=preview",
  link_expires_at: new Date("2026-11-24T01:00:00Z"),
} satisfies PasswordResetProps as PasswordResetProps;
