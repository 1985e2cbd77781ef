import { termWords } from "@/components/booking/term-words";
import { cancellationPresets, type CancellationPreset } from "@/lib/config/policy";

export const presetNames: Record<CancellationPreset, string> = { flexible: "Flexible", moderate: "Moderate", strict: "Strict" };

/** "Everything back until 24 hours before, half until 12 hours before, then nothing.", from the figures that compute a refund. */
export function presetSentence(preset: CancellationPreset): string {
  const parts = cancellationPresets[preset].map(({ hours_before, refund_percent }, index) => {
    const share = refund_percent === 100 ? "everything" : refund_percent === 50 ? "half" : `${refund_percent} %`;
    return `${share}${index === 0 ? " back" : ""} until ${hours_before} hours before`;
  });
  const sentence = `${parts.join(", ")}, then nothing.`;
  return sentence.charAt(0).toUpperCase() + sentence.slice(1);
}

/** What that means for a session at this instant: "Cancel free until Mon, Nov 23, 7:00 PM · Half back until …". */
export function presetExample(preset: CancellationPreset, { starts_at, zone, now }: { starts_at: Date; zone: string; now: Date }): string {
  const terms = cancellationPresets[preset].map(({ hours_before, refund_percent }) => ({
    until: new Date(starts_at.getTime() - hours_before * 3_600_000).toISOString(),
    refund_percent,
  }));
  return termWords(terms, { zone, now })
    .map(({ lead, until }) => `${lead} ${until}`)
    .join(" · ");
}

export interface Choice {
  value: number;
  label: string;
}

/** The choices with the present one among them, though it be an unusual one. */
export function choicesWith(values: readonly number[], present: number, label: (value: number) => string): Choice[] {
  return [...new Set([...values, present])].toSorted((a, b) => a - b).map((value) => ({ value, label: label(value) }));
}

export function minuteWords(minutes: number): string {
  if (minutes === 0) return "None";
  for (const [unit, size] of [["week", 10_080], ["day", 1_440], ["hour", 60]] as const) {
    // 24 and 48 hours are how people speak of notice.
    if (minutes % size === 0 && (unit !== "day" || minutes > 2_880)) return count(minutes / size, unit);
  }
  return count(minutes, "minute");
}

export function count(number: number, unit: string): string {
  return `${number} ${unit}${number === 1 ? "" : "s"}`;
}
