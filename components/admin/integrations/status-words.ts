import type { ServiceRow, StatusView } from "@/lib/probes/read-status";

const numbers = ["no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"];

function inWords(count: number): string {
  return numbers[count] ?? String(count);
}

function capitalised(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

export function statusHeading({ needs_you, rows, checked_at }: StatusView): string {
  if (checked_at === null) return "Looking at every service";
  if (needs_you > 0) return needs_you === 1 ? "One thing needs you" : `${capitalised(inWords(needs_you))} things need you`;
  const providers = rows.filter(({ service }) => service !== "database" && service !== "worker");
  return providers.every(({ state }) => state === "not_configured") ? "No provider is set up yet" : "Nothing needs you";
}

/** "Seven of nine services are verified. Checked 12 seconds ago." */
export function statusLine({ verified, configured, rows, checked_at }: StatusView, now: Date): string {
  if (checked_at === null) return "It takes a few seconds.";
  const left_out = rows.length - configured;
  const rest = left_out > 0 ? ` ${capitalised(inWords(left_out))} ${left_out === 1 ? "is" : "are"} not set up.` : "";
  return `${capitalised(inWords(verified))} of ${inWords(configured)} services ${verified === 1 ? "is" : "are"} verified.${rest} Checked ${agoWords(new Date(checked_at), now, "long")}.`;
}

/** "12 s ago", "3 min ago", "2 h ago", "5 d ago"; in full words for a sentence. */
export function agoWords(instant: Date, now: Date, length: "short" | "long" = "short"): string {
  const seconds = Math.max(0, Math.round((now.getTime() - instant.getTime()) / 1_000));
  const [count, unit] =
    seconds < 60
      ? [seconds, "second"]
      : seconds < 3_600
        ? [Math.round(seconds / 60), "minute"]
        : seconds < 172_800
          ? [Math.round(seconds / 3_600), "hour"]
          : [Math.round(seconds / 86_400), "day"];
  if (length === "long") return count === 0 ? "just now" : `${count} ${unit}${count === 1 ? "" : "s"} ago`;
  return `${count} ${{ second: "s", minute: "min", hour: "h", day: "d" }[unit as "second"]} ago`;
}

export function latencyWords(latency_ms: number | null): string {
  if (latency_ms === null) return "–";
  return latency_ms < 1_000 ? `${latency_ms} ms` : `${(latency_ms / 1_000).toFixed(1)} s`;
}

export function modeWords({ mode, state }: ServiceRow): string {
  if (state === "not_configured") return "Not configured";
  return mode === null ? "" : { live: "Live", test: "Test mode", emulated: "Emulated" }[mode];
}
