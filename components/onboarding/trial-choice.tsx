"use client";

import { useState } from "react";
import { Switch } from "@/components/ui/switch";
import { ChoiceChips } from "./choice-chips";
import { PriceField } from "./price-field";
import { useProfile } from "./use-profile";

const trial_lengths = [30, 45];

/** A first session at another price; it is offered once it has one. */
export function TrialChoice() {
  const { values, profile, errors, change, flush } = useProfile();
  const { trial } = values;
  const [isWanted, setWanted] = useState(trial !== null);
  const [length, setLength] = useState(trial?.duration_minutes ?? 30);
  const isOn = isWanted || trial !== null;
  const minutes = trial?.duration_minutes ?? length;

  function turn(on: boolean) {
    setWanted(on);
    if (!on && trial) change({ trial: null });
  }

  function choose(duration_minutes: number) {
    setLength(duration_minutes);
    if (trial) change({ trial: { ...trial, duration_minutes } });
  }

  return (
    <div className="flex flex-col gap-4 border-t border-hairline pt-6">
      <Switch label="A first session at a lower price" isOn={isOn} onChange={turn} />
      <p className="-mt-3 text-sm text-quiet">Once for each client, to get to know each other. Not needed.</p>
      {isOn && (
        <>
          <ChoiceChips
            kind="radio"
            legend="Its length"
            choices={trial_lengths.map((each) => ({ value: String(each), label: `${each} minutes` }))}
            chosen={[String(minutes)]}
            onToggle={(each) => choose(Number(each))}
          />
          <PriceField
            id="price-trial"
            label="Price of the first session"
            price={trial?.price ?? null}
            limits={profile.market}
            fee_basis_points={profile.fee_basis_points}
            hint="At most what the session costs otherwise."
            error={errors.trial}
            onChange={(price) => change({ trial: price === null ? null : { duration_minutes: minutes, price } })}
            onLeave={flush}
          />
        </>
      )}
    </div>
  );
}
