import type { Tone } from "@/components/ui/badge";
import { formatDay } from "@/lib/core/format-time";
import { firstName } from "@/lib/core/name";
import { endWords, sessionsWords } from "@/lib/packages/package-words";
import type { PurchaseView, SoldPackageView } from "@/lib/packages/purchase-view";

export interface PackageState {
  word: string;
  tone: Tone;
  sentence: string;
}

/** The state of a package in words, to the one who looks at it. */
export function packageState(purchase: PurchaseView | SoldPackageView, zone: string): PackageState {
  const as = "coach" in purchase ? "client" : "coach";
  const other = firstName("coach" in purchase ? purchase.coach.name : purchase.client_name);
  const { status, remaining, sessions, expires_at, ended } = purchase;
  if (status === "ordered") return { word: "Not paid", tone: "warning", sentence: "Nothing was charged yet." };
  if (ended) return { word: "Ended", tone: "neutral", sentence: `${endWords(ended.by, as, other)} ${ended.sessions_left === 0 ? "All sessions were booked before." : `${upper(sessionsWords(ended.sessions_left))} of ${sessions} ${ended.sessions_left === 1 ? "was" : "were"} left.`}` };
  const until = expires_at ? `, to be taken until ${formatDay(new Date(expires_at), zone)}` : "";
  if (remaining === 0) return { word: "All booked", tone: "neutral", sentence: `All ${sessions} sessions are booked.` };
  return { word: `${remaining} left`, tone: "brand", sentence: `${remaining} of ${sessions} sessions left${until}.` };
}

function upper(text: string): string {
  return `${text[0]?.toUpperCase() ?? ""}${text.slice(1)}`;
}
