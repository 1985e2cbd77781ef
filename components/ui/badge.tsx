import type { ReactNode } from "react";
import { classNames } from "./class-names";

export type Tone = "neutral" | "brand" | "saffron" | "danger" | "warning" | "info";

/** One word or two about the thing beside it. */
export function Badge({ tone = "neutral", children }: { tone?: Tone; children: ReactNode }) {
  return <span className={classNames("inline-flex items-center gap-1 rounded-full px-2.5 py-0.5 text-sm font-medium", tones[tone])}>{children}</span>;
}

const tones: Record<Tone, string> = {
  neutral: "bg-muted text-quiet",
  brand: "bg-brand-tint text-brand",
  saffron: "bg-saffron-tint text-ink",
  danger: "bg-danger-tint text-danger",
  warning: "bg-warning-tint text-warning",
  info: "bg-info-tint text-info",
};
