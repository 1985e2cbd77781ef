"use client";

import { FieldError } from "@/components/ui/field";
import { policy } from "@/lib/config/policy";
import { ChoiceChips } from "./choice-chips";
import { priceOf, withPrice } from "./offers";
import { PriceField } from "./price-field";
import { limitsSentence } from "./price-text";
import { TrialChoice } from "./trial-choice";
import { useProfile } from "./use-profile";

export function PriceStep() {
  const { values, profile, errors, change, flush } = useProfile();
  const limits = profile.market;
  return (
    <>
      <fieldset>
        <legend className="text-sm font-medium">Price of a session</legend>
        <p className="mt-1 mb-5 text-sm text-quiet">
          {limitsSentence(limits)} Our fee is {profile.fee_basis_points / 100} %. Leave a length blank that you do not offer.
        </p>
        <div className="grid gap-x-8 gap-y-6 sm:grid-cols-2">
          {policy.session_lengths_minutes.map((minutes) => (
            <PriceField
              key={minutes}
              id={`price-${minutes}`}
              label={`${minutes} minutes`}
              price={priceOf(values.offers, minutes)}
              limits={limits}
              fee_basis_points={profile.fee_basis_points}
              error={errors[`offers.${minutes}`]}
              onChange={(price) => change(withPrice(values, minutes, price))}
              onLeave={flush}
            />
          ))}
        </div>
        <FieldError id="offers" error={errors.offers} />
      </fieldset>
      {values.offers.length > 1 && <ShownLength />}
      {values.offers.length > 0 && <TrialChoice />}
    </>
  );
}

function ShownLength() {
  const { values, errors, change } = useProfile();
  return (
    <ChoiceChips
      kind="radio"
      legend="Shown on your card"
      choices={values.offers.map(({ duration_minutes }) => ({ value: String(duration_minutes), label: `${duration_minutes} minutes` }))}
      chosen={[String(values.default_duration_minutes)]}
      onToggle={(minutes) => change({ default_duration_minutes: Number(minutes) })}
      hint="Clients see its price first and can choose another length."
      error={errors.default_duration_minutes}
    />
  );
}
