import Link from "next/link";
import { policy } from "@/lib/config/policy";

/** How it works in three lines, and what it costs. */
export function Promises() {
  return (
    <div className="grid gap-12 lg:grid-cols-2 lg:gap-20">
      <section aria-labelledby="how">
        <h2 id="how" className="text-h2">
          How it works
        </h2>
        <ol className="mt-6">
          {steps.map(([title, text], index) => (
            <li key={title} className="flex gap-5 border-t border-hairline py-4">
              <span aria-hidden="true" className="figures w-5 shrink-0 font-display text-h4 font-semibold text-brand">
                {index + 1}
              </span>
              <p>
                <strong className="font-semibold">{title}</strong> <span className="text-quiet">{text}</span>
              </p>
            </li>
          ))}
        </ol>
      </section>
      <section aria-labelledby="costs">
        <h2 id="costs" className="text-h2">
          What it costs
        </h2>
        <div className="mt-6 space-y-4 border-t border-hairline pt-4">
          <p>
            The price on the card is the price you pay, to the cent. No booking fee is added, no subscription is needed, and a price never changes after you have
            chosen a time.
          </p>
          <p className="text-quiet">
            We keep {policy.fee_basis_points / 100} % of each session from the coach&rsquo;s side, and the coach gets the rest, after the session took place. If a coach
            cancels, you get everything back.
          </p>
          <p>
            <Link href="/how-it-works" className="link">
              Refunds, holds and payment in plain words
            </Link>
          </p>
        </div>
      </section>
    </div>
  );
}

const steps = [
  ["Pick a time.", `It is held for you for ${policy.hold_minutes} minutes, with or without an account.`],
  ["Pay.", "The money waits with us until the session took place."],
  ["Meet.", "Your link is on the booking and in your mail; a reminder comes before."],
] as const;
