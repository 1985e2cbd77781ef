import { Action } from "./parts/action";
import { Letter, Name, Paragraph, Title } from "./parts/letter";
import { firstName } from "@/lib/core/name";
import type { Recipient } from "./parts/session";

/** Goes to the new address, and proves that it is the person's. */
export interface AddressChangeProps {
  app_url: string;
  recipient: Recipient;
  confirm_url: string;
}

export default function AddressChange({ app_url, recipient, confirm_url }: AddressChangeProps) {
  return (
    <Letter
      language={recipient.language}
      title={subject()}
      preview="Until you do, your old address stays in use."
      app_url={app_url}
      reason="You get this mail because somebody asked to use this address for their account at MaestroHub. If that was not you, do nothing: without the confirmation it is not used."
    >
      <Title>Confirm your new address</Title>
      <Paragraph>
        Hello <Name>{firstName(recipient.name)}</Name>, this link makes this the address you sign in with and get mail at. Until you use it, everything stays with
        your old address.
      </Paragraph>
      <Action href={confirm_url}>Use this address</Action>
      <Paragraph quiet>The link works once.</Paragraph>
    </Letter>
  );
}

export function subject(): string {
  return "Confirm your new address for MaestroHub";
}

AddressChange.PreviewProps = {
  app_url: "https://maestrohub.example",
  recipient: { name: "Leah Brandt", timezone: "America/New_York", language: "en" },
  confirm_url: "https://maestrohub.example/account/confirm-address?token=preview",
} satisfies AddressChangeProps as AddressChangeProps;
