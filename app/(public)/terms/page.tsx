import type { Metadata } from "next";
import { Prose, ProseSection } from "@/components/layout/prose";
import { cancellationPresets, policy } from "@/lib/config/policy";

export const metadata: Metadata = { title: "Terms", description: "What you and MaestroHub promise each other when you book or give a session." };

export default function TermsPage() {
  const fullRefundHours = Object.values(cancellationPresets).map(([first]) => first.hours_before);
  return (
    <Prose title="Terms" lead="What we promise each other. Written to be read, because you agree to it when you make an account.">
      <ProseSection title="Who does what">
        <p>
          Coaches offer sessions in their own name. MaestroHub shows their offers, holds times, takes payments and pays coaches out. The session itself is an agreement
          between you and the coach.
        </p>
      </ProseSection>
      <ProseSection title="Your account">
        <p>
          Give your real name and an address at which mail reaches you, keep your password to yourself, and let nobody else book as you. If you book for a child, you are
          the client and responsible for the session.
        </p>
      </ProseSection>
      <ProseSection title="Price and payment">
        <p>
          You pay the price that is shown when you confirm, in the currency that is shown. A time is held for {policy.hold_minutes} minutes; it is yours only once the payment
          has succeeded. If a payment arrives after the hold has ended and the time has gone to somebody else, you get all of it back at once.
        </p>
      </ProseSection>
      <ProseSection title="Cancelling">
        <p>
          Each coach uses one of the rules on the page &ldquo;How it works&rdquo;; all of your money back is possible until {Math.min(...fullRefundHours)} to{" "}
          {Math.max(...fullRefundHours)} hours before the session, by rule. The rule in force when you booked stays in force for that booking. If the coach cancels you get
          everything back. Refunds go to the card that paid.
        </p>
      </ProseSection>
      <ProseSection title="For coaches">
        <p>
          We keep {policy.fee_basis_points / 100} % of the price; the rest is yours and is paid out after the session has taken place. Be on time, be who you say you are, and
          keep sessions, payments and cancellations of clients you met here on MaestroHub. Profiles are read by a person before they are published and may be paused when
          clients report a problem.
        </p>
      </ProseSection>
      <ProseSection title="Conduct">
        <p>No harassment, no discrimination, nothing unlawful. We may close an account that harms others; sessions that are already paid are then refunded.</p>
      </ProseSection>
      <ProseSection title="What this is not">
        <p>
          Coaching is no medical, psychological, legal or financial advice by a licensed professional unless the coach says so and holds the licence. Nothing here takes away
          rights that the law gives you as a consumer.
        </p>
      </ProseSection>
    </Prose>
  );
}
