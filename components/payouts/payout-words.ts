import { formatDay } from "@/lib/core/format-time";
import type { EarningView } from "@/lib/payouts/earning-view";
import type { PayoutStatus } from "@/lib/payouts/schema";
import type { TransferWait } from "@/lib/transfers/schema";
import type { Tone } from "@/components/ui/badge";

/** Where the money of a session is, and from when on or why not yet. */
export function earningWords({ state, waiting_for, at }: Pick<EarningView, "state" | "waiting_for" | "at">, zone: string): { word: string; tone: Tone; sentence: string } {
  const day = formatDay(new Date(at), zone);
  switch (state) {
    case "paid_out":
      return { word: "Paid out", tone: "brand", sentence: `At your bank since ${day}.` };
    case "sent":
      return { word: "Sent", tone: "info", sentence: `Sent to your Stripe account on ${day}; it goes on to your bank by itself.` };
    case "sending":
      return { word: "Being sent", tone: "info", sentence: `Due since ${day}.` };
    case "returned":
      return { word: "Returned", tone: "neutral", sentence: "Everything went back to your client." };
    case "waiting":
      return waiting_for === null || waiting_for === "before_time" ? { word: "Coming", tone: "neutral", sentence: `Expected on ${day}.` } : { word: "Waiting", tone: "warning", sentence: waits[waiting_for] };
  }
}

const waits: Record<Exclude<TransferWait, "before_time">, string> = {
  no_account: "Sent as soon as payouts are set up.",
  requirements_due: "Sent as soon as Stripe has what it needs from you.",
  reported: "The session was reported; sent a day after we have decided, if nothing goes back.",
  disputed: "Your client’s bank contests the payment; we answer it and tell you how it ends.",
  refund_open: "A refund is on its way to your client; your part of the rest follows.",
  charge_pending: "The client’s payment has not reached us yet.",
  refused: "Stripe did not accept it; we look into it.",
};

export const payoutWords: Record<PayoutStatus, { word: string; tone: Tone }> = {
  pending: { word: "On its way", tone: "info" },
  in_transit: { word: "On its way", tone: "info" },
  paid: { word: "Arrived", tone: "brand" },
  failed: { word: "Sent back", tone: "danger" },
  canceled: { word: "Cancelled", tone: "neutral" },
};
