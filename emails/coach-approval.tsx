import { Action, TextLink } from "./parts/action";
import { Facts } from "./parts/facts";
import { Letter, Name, Paragraph, Title } from "./parts/letter";
import { firstName } from "@/lib/core/name";
import type { Recipient } from "./parts/session";

export interface CoachApprovalProps {
  app_url: string;
  recipient: Recipient;
  /** The whole profile for the first time, or a change of one that is up. */
  what: "profile" | "proposal";
  public_url: string;
  room_url: string;
  /** Where two-factor sign-in is set up; null where it is on. */
  security_url: string | null;
}

export default function CoachApproval(props: CoachApprovalProps) {
  const { app_url, recipient, what, public_url, room_url, security_url } = props;
  const name = firstName(recipient.name);
  return (
    <Letter
      language={recipient.language}
      title={subject(props)}
      preview={what === "profile" ? "Your page is public, and clients can book you." : "Your page now shows what you changed."}
      app_url={app_url}
      reason="You get this mail because you coach on MaestroHub."
    >
      {what === "profile" ? (
        <>
          <Title>
            You are in, <Name>{name}</Name>
          </Title>
          <Paragraph>We have read your profile and approved it. Your page is public, and clients can book the hours that you offer.</Paragraph>
        </>
      ) : (
        <>
          <Title>Your changes are up</Title>
          <Paragraph>
            Hello <Name>{name}</Name>, we have read what you changed and approved it. Your page shows it from now on.
          </Paragraph>
        </>
      )}
      <Action href={public_url}>See my page</Action>
      <Facts
        facts={[
          { label: "Your room", value: <TextLink href={room_url}>Sessions, hours and profile</TextLink>, aside: "Keep your hours up to date: whatever you offer can be booked at once." },
          ...(security_url
            ? [
                {
                  label: "Before you are paid out",
                  value: <TextLink href={security_url}>Turn on two-factor sign-in</TextLink>,
                  aside: "Money arrives through this account. An authenticator app keeps it yours, even when somebody learns your password.",
                },
              ]
            : []),
        ]}
      />
    </Letter>
  );
}

export function subject({ what }: CoachApprovalProps): string {
  return what === "profile" ? "Your coach profile is approved and public" : "Your profile changes are approved";
}

CoachApproval.PreviewProps = {
  app_url: "https://maestrohub.example",
  recipient: { name: "Amara Okafor", timezone: "Africa/Accra", language: "en" },
  what: "profile",
  public_url: "https://maestrohub.example/coaches/amara-okafor",
  room_url: "https://maestrohub.example/coach",
  security_url: "https://maestrohub.example/account/security",
} satisfies CoachApprovalProps as CoachApprovalProps;
