import { firstName } from "@/lib/core/name";
import type { Money } from "@/lib/core/money";
import { Action } from "./parts/action";
import { Facts } from "./parts/facts";
import { Letter, Name, Paragraph, Title } from "./parts/letter";
import { moment, money } from "./parts/session";
import type { Recipient } from "./parts/session";

export interface SponsorshipActionRequiredProps {
  app_url: string;
  /** The coach. */
  recipient: Recipient;
  amount: Money;
  /** Until when clients see it without the payment. */
  shown_until: Date;
  sponsorship_url: string;
}

export default function SponsorshipActionRequired(props: SponsorshipActionRequiredProps) {
  const { app_url, recipient, amount, shown_until, sponsorship_url } = props;
  return (
    <Letter language={recipient.language} title={subject(props)} preview="Your bank asks you to confirm that it is you." app_url={app_url} reason="You get this mail because you sponsor your profile on MaestroHub.">
      <Title>Your bank wants you to confirm a payment</Title>
      <Paragraph>
        Hello <Name>{firstName(recipient.name)}</Name>, your sponsorship is due again. Your bank asks you to confirm that it is you, so nothing was taken yet.
      </Paragraph>
      <Facts
        facts={[
          { label: "To confirm", value: money(amount, recipient) },
          { label: "Shown as sponsored", value: `Until ${moment(shown_until, recipient)}`, aside: "After that you stand in the results like everybody else, until it is paid." },
        ]}
      />
      <Action href={sponsorship_url}>Confirm the payment</Action>
      <Paragraph quiet>If you do not want to go on, end the sponsorship on the same page: then nothing more is charged.</Paragraph>
    </Letter>
  );
}

export function subject({ amount, recipient }: SponsorshipActionRequiredProps): string {
  return `Please confirm ${money(amount, recipient)} for your sponsorship`;
}

SponsorshipActionRequired.PreviewProps = {
  app_url: "https://maestrohub.example",
  recipient: { name: "Amara Okafor", timezone: "Africa/Accra", language: "en" },
  amount: { amount: 6_000, currency: "usd" },
  shown_until: new Date("2026-12-01T09:00:00Z"),
  sponsorship_url: "https://maestrohub.example/coach/sponsorship",
} satisfies SponsorshipActionRequiredProps as SponsorshipActionRequiredProps;
