"use client";

import { FieldError } from "@/components/ui/field";
import { Switch } from "@/components/ui/switch";
import { useConsent } from "./use-consent";

export function ConsentSwitch({ isAllowed }: { isAllowed: boolean }) {
  const { choose, pending, chosen, failure } = useConsent();
  const isOn = pending ?? chosen ?? isAllowed;
  return (
    <div className="flex flex-col gap-1.5 rounded-card border border-hairline bg-card p-4 sm:px-6">
      <Switch label="Allow statistics" isOn={isOn} onChange={(statistics) => void choose(statistics)} />
      <p role="status" className="text-sm text-quiet">
        {pending !== null ? "Saving…" : isOn ? "Steps are counted from now on." : "Nothing is counted."}
      </p>
      <FieldError id="consent" error={failure} />
    </div>
  );
}
