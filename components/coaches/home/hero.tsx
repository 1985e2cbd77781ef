import type { CoachWithTimes } from "../coach-card";
import { HeroCards } from "./hero-cards";
import { SentenceForm } from "./sentence-form";

export function Hero({ coaches, zone, now }: { coaches: CoachWithTimes[]; zone: string; now: Date }) {
  return (
    <section className="relative overflow-hidden border-b border-hairline">
      <div aria-hidden="true" className="staff-band absolute inset-y-0 right-0 hidden w-[48%] lg:block" />
      <div className="wrap grid items-center gap-12 py-12 sm:py-16 lg:min-h-[33.75rem] lg:grid-cols-[37.5rem_1fr] lg:gap-15">
        <div className="relative flex flex-col gap-5">
          <h1 className="text-[2.5rem] leading-[1.08] tracking-[-0.02em] sm:text-[3.5rem]">
            Find the coach who gets you <em>there.</em>
          </h1>
          <p className="max-w-xl text-lg text-quiet sm:text-[1.1875rem] sm:leading-7">
            Real people, real times, a price that does not change. Pick a time, pay, and meet. Most coaches let you cancel free until a day before.
          </p>
          <div className="mt-3">
            <SentenceForm />
          </div>
          <ul className="flex flex-wrap gap-x-6 gap-y-1 text-sm text-quiet">
            <li>Every coach approved by a person</li>
            <li>Paid out only after the session</li>
            <li>Two clicks to book</li>
          </ul>
        </div>
        <HeroCards coaches={coaches} zone={zone} now={now} />
      </div>
    </section>
  );
}
