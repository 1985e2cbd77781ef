import { Action } from "./parts/action";
import { Letter, Name, Paragraph, Title } from "./parts/letter";
import { firstName } from "@/lib/core/name";
import { moment } from "./parts/session";
import type { Recipient } from "./parts/session";

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
  return (
    <Letter title={subject(props)} preview="Confirm your address and you are in." app_url={app_url} reason="You get this mail because this address was used to register with MaestroHub. If that was not you, do nothing: without the confirmation the account stays unused.">
      <Title>
        Welcome, <Name>{firstName(recipient.name)}</Name>
      </Title>
      {role === "tutor" ? (
        <Paragraph>
          Confirm your address, then set up your profile in seven short steps. Nothing of yours is published before you submit it and we approve it.
        </Paragraph>
      ) : (
        <Paragraph>Confirm your address, then find a coach, take a time that suits you, and meet.</Paragraph>
      )}
      <Action href={confirm_url}>Confirm my address</Action>
      {link_expires_at ? <Paragraph quiet>The link works until {moment(link_expires_at, recipient.timezone)}. After that, sign in to get a new one.</Paragraph> : null}
    </Letter>
  );
}

export function subject({ role }: WelcomeProps): string {
  return role === "tutor" ? "Confirm your address to set up your coach profile" : "Welcome to MaestroHub: confirm your address";
}

Welcome.PreviewProps = {
  app_url: "https://maestrohub.example",
  recipient: { name: "Leah Brandt", timezone: "America/New_York" },
  role: "consumer",
  confirm_url: "https://maestrohub.example/verify-email?token=preview",
  link_expires_at: new Date("2026-11-25T00:00:00Z"),
} satisfies WelcomeProps as WelcomeProps;
