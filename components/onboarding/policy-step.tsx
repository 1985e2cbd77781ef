"use client";

import { Select } from "@/components/ui/select";
import { cancellationPresets, policy, type CancellationPreset } from "@/lib/config/policy";
import { formatClock, formatDay } from "@/lib/core/format-time";
import { ChoiceCards } from "./choice-cards";
import { choicesWith, count, minuteWords, presetExample, presetNames, presetSentence, type Choice } from "./policy-words";
import { useProfile } from "./use-profile";

interface PolicyStepProps {
  /** A session to explain by, as ISO strings. */
  example: { starts_at: string; now: string };
}

type Figure = "gap_minutes" | "notice_minutes" | "horizon_days" | "slot_step_minutes";

export function PolicyStep({ example }: PolicyStepProps) {
  const { values, profile, errors, change } = useProfile();
  const zone = profile.timezone;
  const starts_at = new Date(example.starts_at);
  const presets = Object.keys(cancellationPresets) as CancellationPreset[];
  const figure = (field: Figure, choices: Choice[]) => ({
    value: String(values[field]),
    options: choices.map(({ value, label }) => ({ value: String(value), label })),
    onChange: (event: { target: { value: string } }) => change({ [field]: Number(event.target.value) }),
    error: errors[field],
  });
  return (
    <>
      <div className="flex flex-col gap-3">
        <ChoiceCards
          legend="When a client cancels"
          kind="radio"
          choices={presets.map((preset) => ({
            value: preset,
            title: presetNames[preset],
            children: (
              <>
                <span className="block">{presetSentence(preset)}</span>
                <span className="block text-sm text-quiet">{presetExample(preset, { starts_at, zone, now: new Date(example.now) })}</span>
              </>
            ),
          }))}
          chosen={[values.cancellation_preset]}
          onChoose={(cancellation_preset) => change({ cancellation_preset })}
          error={errors.cancellation_preset}
        />
        <p className="text-sm text-quiet">
          The dates are those of a session on {formatDay(starts_at, zone)}, {formatClock(starts_at, zone)}. When you cancel, the client always gets everything back.
        </p>
      </div>
      <div className="grid gap-x-8 gap-y-6 sm:grid-cols-2">
        <Select label="Break after a session" hint="Kept free, to breathe and write notes." {...figure("gap_minutes", choicesWith([0, 5, 10, 15, 30, 45, 60], values.gap_minutes, minuteWords))} />
        <Select
          label="Notice"
          hint="How long before a session it can be booked at the latest."
          {...figure("notice_minutes", choicesWith([60, 180, 360, 720, 1_440, 2_880, 10_080], values.notice_minutes, minuteWords))}
        />
        <Select
          label="Booked ahead"
          hint="How far into the future clients see your times."
          {...figure("horizon_days", choicesWith([14, 30, 60, policy.horizon_max_days], values.horizon_days, (days) => count(days, "day")))}
        />
        <Select
          label="Sessions begin"
          hint="From the beginning of your open hours."
          {...figure("slot_step_minutes", choicesWith(policy.slot_steps_minutes, values.slot_step_minutes, (minutes) => `Every ${minutes} minutes`))}
        />
      </div>
    </>
  );
}
