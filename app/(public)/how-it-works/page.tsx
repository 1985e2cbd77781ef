import type { Metadata } from "next";
import { Prose, ProseSection } from "@/components/layout/prose";
import { LinkButton } from "@/components/ui/link-button";
import { cancellationPresets, policy } from "@/lib/config/policy";

export const metadata: Metadata = {
  title: "How it works",
  description: "How booking, paying, meeting and cancelling work on MaestroHub, in plain words and with the exact figures.",
};

export default function HowItWorksPage() {
  return (
    <Prose title="How it works" lead="Pick a time, pay, meet. Here is each step with its figures, so that nothing surprises you later.">
      <ProseSection title="Pick a time">
        <p>
          Every time you see is free at this moment and shown in your own time zone, which is named at the top of the page. Choosing one holds it for you for{" "}
          {policy.hold_minutes} minutes; you can do that before you have an account. You may hold up to {policy.live_holds_per_consumer} times at once while you compare.
        </p>
      </ProseSection>
      <ProseSection title="Pay">
        <p>
          The price on the card is what you pay. There is no booking fee on top. Your card is charged in the coach&rsquo;s currency by Stripe; we never see its number. If
          your bank declines, nothing is charged and your time stays held while you try another card.
        </p>
        <p>The money waits with us. The coach is paid after the session has taken place.</p>
      </ProseSection>
      <ProseSection title="Meet">
        <p>
          The link or the address is on the booking and in your mail, with an entry for your calendar. Reminders come 24 hours and 1 hour before. Coaches need{" "}
          {policy.notice_default_minutes / 60} hours of notice unless their page says otherwise.
        </p>
      </ProseSection>
      <ProseSection title="Change or cancel">
        <p>Each coach has chosen one of three rules. It is on the coach&rsquo;s page, and the exact refund is shown before you confirm anything.</p>
        <ul className="flex flex-col gap-2">
          {Object.entries(cancellationPresets).map(([name, steps]) => (
            <li key={name}>
              <strong className="font-semibold capitalize">{name}:</strong>{" "}
              {steps.map(({ hours_before, refund_percent }) => `${refund_percent} % back until ${hours_before} hours before`).join(", ")}, then nothing.
            </li>
          ))}
        </ul>
        <p>
          Right after paying you have {policy.cancellation_grace_minutes} minutes to change your mind at no cost, when the session is more than{" "}
          {policy.cancellation_grace_needs_hours_ahead} hours away. If the coach cancels, you always get everything back.
        </p>
        <p>
          As long as cancelling is free you can also move the session to another time of your coach, up to {policy.reschedules_max} times. The new time is yours before the old one is
          given up.
        </p>
      </ProseSection>
      <ProseSection title="If something is not right">
        <p>
          If your coach does not come, say so on the session&rsquo;s page from {policy.no_show_after_minutes} minutes after the start; if something else is wrong, from the start. Until
          we have heard both sides and decided how much comes back, nobody is paid. You can do that until {policy.payout_after_hours} hours after the session was completed.
        </p>
      </ProseSection>
      <div>
        <LinkButton href="/coaches" size="large">
          Find a coach
        </LinkButton>
      </div>
    </Prose>
  );
}
