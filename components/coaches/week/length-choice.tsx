"use client";

import { useId } from "react";
import { formatMoney } from "@/lib/core/money";
import type { Offer } from "@/lib/tutors/schema";

interface LengthChoiceProps {
  coach: { currency: string; offers: Offer[]; trial: Offer | null };
  chosen: { minutes: number; isTrial: boolean };
  onChoose: (minutes: number, isTrial: boolean) => void;
}

/** The lengths and their prices; a first session at its own price stands across all of them. */
export function LengthChoice({ coach, chosen, onChoose }: LengthChoiceProps) {
  const name = useId();
  const { currency, trial } = coach;
  return (
    <fieldset>
      <legend className="sr-only">Length of the session</legend>
      <div className="grid grid-flow-col auto-cols-fr gap-2">
        {coach.offers.map((offer) => (
          <label key={offer.duration_minutes} className={`${option} flex-col`}>
            <input
              type="radio"
              name={name}
              checked={!chosen.isTrial && offer.duration_minutes === chosen.minutes}
              onChange={() => onChoose(offer.duration_minutes, false)}
              className="sr-only"
            />
            <span className="text-sm text-quiet">{offer.duration_minutes} min</span>
            <span className="font-display text-h4 font-semibold max-sm:text-base">{formatMoney({ amount: offer.price, currency }, { short: true })}</span>
          </label>
        ))}
      </div>
      {trial && (
        <label className={`${option} mt-2 items-baseline justify-between gap-3`}>
          <input type="radio" name={name} checked={chosen.isTrial} onChange={() => onChoose(trial.duration_minutes, true)} className="sr-only" />
          <span>
            First session <span className="text-sm text-quiet">{trial.duration_minutes} min, once</span>
          </span>
          <span className="font-display text-h4 font-semibold max-sm:text-base">{formatMoney({ amount: trial.price, currency }, { short: true })}</span>
        </label>
      )}
    </fieldset>
  );
}

const option =
  "figures flex cursor-pointer rounded-control border border-hairline px-3 py-2.5 transition-colors hover:border-brand " +
  "has-checked:border-brand has-checked:bg-brand-tint has-focus-visible:outline-2 has-focus-visible:outline-offset-2 has-focus-visible:outline-brand";
