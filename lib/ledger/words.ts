import type { EntryKind } from "./schema";

/** What each kind of entry is, as admins read it. */
export const entryWords: Record<EntryKind, string> = {
  payment_captured: "Charged at Stripe",
  payment_fee: "Stripe kept its fee",
  refund_ordered: "Refund decided",
  refund_sent: "Refund sent",
  refund_returned: "Refund came back",
  session_settled: "Settled: the coach’s share is available",
  session_contested: "Contested: the coach’s share waits",
  dispute_opened: "Disputed at the client’s bank",
  dispute_won: "Dispute won",
  dispute_lost: "Dispute lost",
  transfer_sent: "Transferred to the coach",
  transfer_reversed: "Taken back from the coach",
  manual_received: "Received outside Stripe",
  manual_returned: "Given back outside Stripe",
  package_session_booked: "A session was booked from the package",
  package_session_returned: "The session went back into the package",
  sponsorship_paid: "Paid by the coach for a sponsorship",
  sponsorship_refunded: "Given back to the coach at Stripe",
  sponsorship_refund_returned: "What was given back came back",
};

/** What the two parties read of it; what is missing is not their business, or stands on their page already. */
export const partyWords: Record<"client" | "coach", Partial<Record<EntryKind, string>>> = {
  client: {
    dispute_lost: "went back to you through your bank",
    manual_received: "paid to us directly",
    manual_returned: "given back to you directly",
  },
  coach: {
    payment_captured: "paid by your client",
    refund_ordered: "goes back to your client",
    manual_received: "paid to us directly",
    dispute_opened: "disputed at your client’s bank",
    dispute_won: "stays: the dispute was decided for us",
    dispute_lost: "went back to your client through their bank",
    transfer_sent: "transferred to you",
    transfer_reversed: "taken back from your account",
  },
};
