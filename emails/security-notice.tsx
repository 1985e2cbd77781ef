import { Action } from "./parts/action";
import { Facts } from "./parts/facts";
import { Letter, Name, Paragraph, Title } from "./parts/letter";
import { firstName } from "@/lib/core/name";
import { moment } from "./parts/session";
import type { Recipient } from "./parts/session";

export interface SecurityNoticeProps {
  app_url: string;
  recipient: Recipient;
  what: "password_changed" | "two_factor_on" | "two_factor_off" | "recovery_code_used" | "recovery_codes_renewed";
  happened_at: Date;
  /** Where the person asks for a new password: works also for one who was locked out. */
  reset_url: string;
}

export default function SecurityNotice(props: SecurityNoticeProps) {
  const { app_url, recipient, what, happened_at, reset_url } = props;
  const { title, sentence } = words[what];
  return (
    <Letter language={recipient.language} title={subject(props)} preview={`${moment(happened_at, recipient)}. If that was you, there is nothing to do.`} app_url={app_url} reason="You get this mail because it concerns the security of your account at MaestroHub.">
      <Title>{title}</Title>
      <Paragraph>
        Hello <Name>{firstName(recipient.name)}</Name>, {sentence}
      </Paragraph>
      <Facts facts={[{ label: "When", value: moment(happened_at, recipient) }]} />
      <Paragraph>If that was you, there is nothing to do. If it was not, choose a new password now: that signs out every device. Then answer this mail.</Paragraph>
      <Action href={reset_url}>Choose a new password</Action>
    </Letter>
  );
}

export function subject({ what }: SecurityNoticeProps): string {
  return words[what].subject;
}

const words: Record<SecurityNoticeProps["what"], { subject: string; title: string; sentence: string }> = {
  password_changed: {
    subject: "Your MaestroHub password was changed",
    title: "Your password was changed",
    sentence: "your account has a new password.",
  },
  two_factor_on: {
    subject: "Two-factor sign-in is on",
    title: "Two-factor sign-in is on",
    sentence: "signing in to your account now asks for a code from an authenticator app too. Keep your recovery codes where you find them without your phone.",
  },
  two_factor_off: {
    subject: "Two-factor sign-in was turned off",
    title: "Two-factor sign-in was turned off",
    sentence: "signing in to your account asks for the password only from now on.",
  },
  recovery_code_used: {
    subject: "A recovery code was used to sign in",
    title: "A recovery code was used",
    sentence: "somebody signed in to your account with the password and one of your recovery codes. That code does not work again.",
  },
  recovery_codes_renewed: {
    subject: "You have new recovery codes",
    title: "Your recovery codes were renewed",
    sentence: "your account has new recovery codes. The old ones do not work any more.",
  },
};

SecurityNotice.PreviewProps = {
  app_url: "https://maestrohub.example",
  recipient: { name: "Leah Brandt", timezone: "America/New_York", language: "en" },
  what: "password_changed",
  happened_at: new Date("2026-11-24T00:12:00Z"),
  reset_url: "https://maestrohub.example/forgot-password",
} satisfies SecurityNoticeProps as SecurityNoticeProps;
