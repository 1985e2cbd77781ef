"use client";

import { useId } from "react";
import { formatMoney } from "@/lib/core/money";
import type { Offer } from "@/lib/tutors/schema";

interface LengthChoiceProps {
  offers: Offer[];
  currency: string;
  chosen: number;
  onChoose: (minutes: number) => void;
}

export function LengthChoice({ offers, currency, chosen, onChoose }: LengthChoiceProps) {
  const name = useId();
  return (
    <fieldset>
      <legend className="sr-only">Length of the session</legend>
      <div className="grid grid-flow-col auto-cols-fr gap-2">
        {offers.map((offer) => (
          <label
            key={offer.duration_minutes}
            className="figures flex cursor-pointer flex-col rounded-control border border-hairline px-3 py-2.5 transition-colors hover:border-brand has-checked:border-brand has-checked:bg-brand-tint has-focus-visible:outline-2 has-focus-visible:outline-offset-2 has-focus-visible:outline-brand"
          >
            <input
              type="radio"
              name={name}
              checked={offer.duration_minutes === chosen}
              onChange={() => onChoose(offer.duration_minutes)}
              className="sr-only"
            />
            <span className="text-sm text-quiet">{offer.duration_minutes} min</span>
            <span className="font-display text-h4 font-semibold max-sm:text-base">{formatMoney({ amount: offer.price, currency }, { short: true })}</span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}
