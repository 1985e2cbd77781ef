"use client";

import { TextField } from "@/components/ui/text-field";
import { Switch } from "@/components/ui/switch";
import type { QuietHours } from "@/lib/notifications/schema";
import { minuteOf, timeOf } from "./time-text";

interface QuietHoursFieldProps {
  hours: QuietHours | null;
  zoneName: string;
  error: string | undefined;
  onChange: (hours: QuietHours | null) => void;
}

/** What most people sleep; a beginning that is quickly changed. */
const usual: QuietHours = { start_minute: 22 * 60, end_minute: 7 * 60 };

export function QuietHoursField({ hours, zoneName, error, onChange }: QuietHoursFieldProps) {
  function set(part: Partial<QuietHours>) {
    if (hours) onChange({ ...hours, ...part });
  }
  return (
    <div className="flex flex-col gap-4 rounded-card border border-hairline bg-card p-4 sm:px-6">
      <Switch label="Quiet hours" isOn={hours !== null} onChange={(isOn) => onChange(isOn ? usual : null)} />
      {hours && (
        <>
          <div className="grid grid-cols-2 gap-4">
            {(["start_minute", "end_minute"] as const).map((end) => (
              <TextField
                key={end}
                label={end === "start_minute" ? "From" : "Until"}
                type="time"
                required
                value={timeOf(hours[end])}
                error={end === "end_minute" ? error : undefined}
                onChange={({ currentTarget }) => {
                  const minute = minuteOf(currentTarget.value);
                  // While it is being typed there may be no time in it.
                  if (minute !== null) set({ [end]: minute });
                }}
              />
            ))}
          </div>
          <p className="text-sm text-quiet">
            On the clock of {zoneName}
            {hours.end_minute < hours.start_minute && ", until the next morning"}.
          </p>
        </>
      )}
    </div>
  );
}
