import { Action } from "./parts/action";
import { Letter, Name, Paragraph, Title } from "./parts/letter";
import { firstName } from "@/lib/core/name";
import { moment } from "./parts/session";
import type { Recipient } from "./parts/session";

export interface PasswordResetProps {
  app_url: string;
  recipient: Recipient;
  reset_url: string;
  link_expires_at: Date | null;
}

export default function PasswordReset({ app_url, recipient, reset_url, link_expires_at }: PasswordResetProps) {
  return (
    <Letter title={subject()} preview="Choose a new password with this link." app_url={app_url} reason="You get this mail because somebody asked for a new password for this address at MaestroHub.">
      <Title>Choose a new password</Title>
      <Paragraph>
        Hello <Name>{firstName(recipient.name)}</Name>, this link lets you choose a new password. Using it signs you out everywhere else.
      </Paragraph>
      <Action href={reset_url}>Choose a new password</Action>
      <Paragraph quiet>
        {link_expires_at ? `The link works once, until ${moment(link_expires_at, recipient.timezone)}. ` : "The link works once. "}
        If you did not ask for it, do nothing: your password stays as it is.
      </Paragraph>
    </Letter>
  );
}

export function subject(): string {
  return "Choose a new MaestroHub password";
}

PasswordReset.PreviewProps = {
  app_url: "https://maestrohub.example",
  recipient: { name: "Leah Brandt", timezone: "America/New_York" },
  reset_url: "https://maestrohub.example/reset-password?token=preview",
  link_expires_at: new Date("2026-11-24T01:00:00Z"),
} satisfies PasswordResetProps as PasswordResetProps;
