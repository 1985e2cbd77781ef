import type { Metadata } from "next";
import { Prose, ProseSection } from "@/components/layout/prose";
import { LinkButton } from "@/components/ui/link-button";
import { cancellationPresets, policy } from "@/lib/config/policy";
import { formatMoney, splitPrice } from "@/lib/core/money";
import { noteLanding } from "@/lib/http/note-landing";

export const metadata: Metadata = {
  title: "For coaches",
  description: "Set your own price and hours, be paid for every session, and keep 90 % of it. What coaching on MaestroHub takes and gives.",
};

const example_price = 6_500;

export default async function ForCoachesPage() {
  await noteLanding("/for-coaches");
  const { fee, share } = splitPrice(example_price, policy.fee_basis_points);
  const show = (amount: number) => formatMoney({ amount, currency: "usd" });
  return (
    <Prose title="Teach what you know, on your hours" lead="You set the price and open the times. We bring the people, take the payment and pay you out.">
      <ProseSection title="What you receive">
        <p>
          We keep {policy.fee_basis_points / 100} %. Nothing else: no monthly fee, no setup. For a session of {show(example_price)} that is {show(fee)} for us and{" "}
          <strong className="font-semibold">{show(share)} for you</strong>. A session is paid out after it has taken place, to your bank account, through Stripe.
        </p>
      </ProseSection>
      <ProseSection title="Your calendar stays yours">
        <p>
          You open weekly hours in your own time zone, close single days and vacations, and choose how much notice you need, from {policy.notice_min_minutes / 60} hour to{" "}
          {policy.notice_max_minutes / 60 / 24} days. Sessions are {policy.session_lengths_minutes.join(", ")} minutes long, whichever you offer, with a gap between them. Two
          people can never book the same time.
        </p>
      </ProseSection>
      <ProseSection title="When plans change">
        <p>
          You choose one of {Object.keys(cancellationPresets).length} cancellation rules. A client who cancels late pays what the rule says, and you get your share of it. If
          you cancel, the client gets everything back.
        </p>
      </ProseSection>
      <ProseSection title="How you start">
        <p>
          A photo, a headline, a few honest paragraphs, your subjects, your price and three hours a week. A person reads every profile before it is published, and tells you
          what to change if something is missing.
        </p>
      </ProseSection>
      <div>
        <LinkButton href="/register?role=tutor" size="large">
          Become a coach
        </LinkButton>
      </div>
    </Prose>
  );
}
