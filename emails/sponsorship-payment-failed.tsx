import { firstName } from "@/lib/core/name";
import type { Money } from "@/lib/core/money";
import { Action } from "./parts/action";
import { Facts } from "./parts/facts";
import { Letter, Name, Paragraph, Title } from "./parts/letter";
import { moment, money } from "./parts/session";
import type { Recipient } from "./parts/session";

export interface SponsorshipPaymentFailedProps {
  app_url: string;
  /** The coach. */
  recipient: Recipient;
  amount: Money;
  /** Until when clients see it without the payment. */
  shown_until: Date;
  sponsorship_url: string;
}

export default function SponsorshipPaymentFailed(props: SponsorshipPaymentFailedProps) {
  const { app_url, recipient, amount, shown_until, sponsorship_url } = props;
  return (
    <Letter language={recipient.language} title={subject(props)} preview="Nothing was taken. Use another card to go on." app_url={app_url} reason="You get this mail because you sponsor your profile on MaestroHub.">
      <Title>Your sponsorship could not be renewed</Title>
      <Paragraph>
        Hello <Name>{firstName(recipient.name)}</Name>, your card was not accepted, and nothing was taken from it.
      </Paragraph>
      <Facts
        facts={[
          { label: "Not taken", value: money(amount, recipient) },
          { label: "Shown as sponsored", value: `Until ${moment(shown_until, recipient)}`, aside: "After that you stand in the results like everybody else, until it is paid." },
        ]}
      />
      <Action href={sponsorship_url}>Use another card</Action>
      <Paragraph quiet>We try the card again by ourselves in the coming days. If you do not want to go on, end the sponsorship on the same page: then nothing more is charged.</Paragraph>
    </Letter>
  );
}

export function subject({ amount, recipient }: SponsorshipPaymentFailedProps): string {
  return `Your sponsorship was not renewed: ${money(amount, recipient)} could not be taken`;
}

SponsorshipPaymentFailed.PreviewProps = {
  app_url: "https://maestrohub.example",
  recipient: { name: "Amara Okafor", timezone: "Africa/Accra", language: "en" },
  amount: { amount: 6_000, currency: "usd" },
  shown_until: new Date("2026-12-01T09:00:00Z"),
  sponsorship_url: "https://maestrohub.example/coach/sponsorship",
} satisfies SponsorshipPaymentFailedProps as SponsorshipPaymentFailedProps;
