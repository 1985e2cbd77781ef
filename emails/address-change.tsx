import { Action } from "./parts/action";
import { Letter, Name, Paragraph, Title } from "./parts/letter";
import { firstName } from "@/lib/core/name";
import type { Recipient } from "./parts/session";

/** Goes to the new address, or to the one of which mails came back, and proves that the person reads it. */
export interface AddressChangeProps {
  app_url: string;
  recipient: Recipient;
  confirm_url: string;
  /** It is the account's address already. */
  is_check: boolean;
}

export default function AddressChange(props: AddressChangeProps) {
  const { app_url, recipient, confirm_url, is_check } = props;
  return (
    <Letter
      language={recipient.language}
      title={subject(props)}
      preview={is_check ? "One press, and you get our mails again." : "Until you do, your old address stays in use."}
      app_url={app_url}
      reason={is_check ? "You get this mail because you asked on your account's page to have this address tried again." : "You get this mail because somebody asked to use this address for their account at MaestroHub. If that was not you, do nothing: without the confirmation it is not used."}
    >
      <Title>{is_check ? "Your address works" : "Confirm your new address"}</Title>
      <Paragraph>
        Hello <Name>{firstName(recipient.name)}</Name>,{" "}
        {is_check
          ? "mails to this address came back, or one was marked as spam, so we stopped sending some. Say that you read this one, and confirmations and reminders come again."
          : "this link makes this the address you sign in with and get mail at. Until you use it, everything stays with your old address."}
      </Paragraph>
      <Action href={confirm_url}>{is_check ? "Confirm my address" : "Use this address"}</Action>
      <Paragraph quiet>The link works once.</Paragraph>
    </Letter>
  );
}

export function subject({ is_check }: AddressChangeProps): string {
  return is_check ? "Confirm that your address works" : "Confirm your new address for MaestroHub";
}

AddressChange.PreviewProps = {
  app_url: "https://maestrohub.example",
  recipient: { name: "Leah Brandt", timezone: "America/New_York", language: "en" },
  confirm_url: "https://maestrohub.example/account/confirm-address?token=preview",
  is_check: false,
} satisfies AddressChangeProps as AddressChangeProps;
