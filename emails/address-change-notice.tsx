import { Action } from "./parts/action";
import { Facts } from "./parts/facts";
import { Letter, Name, Paragraph, Title } from "./parts/letter";
import { firstName } from "@/lib/core/name";
import type { Recipient } from "./parts/session";

/** Goes to the old address: whoever took over an account must not be able to move it away unnoticed. */
export interface AddressChangeNoticeProps {
  app_url: string;
  recipient: Recipient;
  stage: "requested" | "done";
  /** "l•••@example.com": enough for its owner, too little for somebody who reads along. null where it is not known. */
  new_address_masked: string | null;
  /** Where a signed-in person changes the password, which takes back a change that is not confirmed yet. */
  security_url: string;
  /** Gives the account back to this address, once the change is done; null where there is no such link. */
  undo_url: string | null;
}

export default function AddressChangeNotice(props: AddressChangeNoticeProps) {
  const { app_url, recipient, stage, new_address_masked, security_url, undo_url } = props;
  const isDone = stage === "done";
  return (
    <Letter
      language={recipient.language}
      title={subject(props)}
      preview={isDone ? "From now on you sign in with the new one." : "Nothing changes until the new address is confirmed."}
      app_url={app_url}
      reason={isDone ? "You get this mail because this was the address of an account at MaestroHub." : "You get this mail because this is the address of your account at MaestroHub."}
    >
      <Title>{isDone ? "Your address was changed" : "Somebody asked to change your address"}</Title>
      <Paragraph>
        Hello <Name>{firstName(recipient.name)}</Name>,{" "}
        {isDone
          ? "the account that had this address has a new one now. You sign in with it from now on, and mails go there."
          : "somebody who is signed in as you wants another address for your account. Nothing changes until it is confirmed by a link that we sent there."}
      </Paragraph>
      {new_address_masked ? <Facts facts={[{ label: "New address", value: new_address_masked }]} /> : null}
      <Paragraph>If that was you, there is nothing to do. {isDone ? ifNotYou(undo_url) : "If it was not, change your password now: that takes the request back. Sign out your other devices too."}</Paragraph>
      {isDone ? undo_url && <Action href={undo_url}>Take it back</Action> : <Action href={security_url}>Change my password</Action>}
    </Letter>
  );
}

function ifNotYou(undoUrl: string | null): string {
  if (!undoUrl) return "If it was not, answer this mail at once: we can find the account by this address.";
  return "If it was not, take it back within a week: this address is in force again, everybody is signed out, and you get a link for a new password.";
}

export function subject({ stage }: AddressChangeNoticeProps): string {
  return stage === "done" ? "Your MaestroHub address was changed" : "A change of your MaestroHub address was asked for";
}

AddressChangeNotice.PreviewProps = {
  app_url: "https://maestrohub.example",
  recipient: { name: "Leah Brandt", timezone: "America/New_York", language: "en" },
  stage: "requested",
  new_address_masked: "l•••@example.org",
  security_url: "https://maestrohub.example/account/security",
  undo_url: null,
} satisfies AddressChangeNoticeProps as AddressChangeNoticeProps;
