/**
 * `inquiry`: the bank only asks, no money moved · `open`: the bank has taken the money, and it is not decided · `won`: it is
 * ours again · `lost`: the client keeps it · `closed`: an inquiry that came to nothing.
 */
export const disputeStatuses = ["inquiry", "open", "won", "lost", "closed"] as const;
export type DisputeStatus = (typeof disputeStatuses)[number];

/** An inquiry may become a dispute; what is decided stays so. */
export const disputeTransitions: Record<DisputeStatus, readonly DisputeStatus[]> = {
  inquiry: ["open", "won", "lost", "closed"],
  open: ["won", "lost"],
  won: [],
  lost: [],
  closed: [],
};

/** What a booking and its payment say of it. */
export interface Chargeback {
  dispute_id: string;
  status: DisputeStatus;
}

/** A client's bank takes a charge back. While it is not won or closed, the coach's share of the booking stays where it is. */
export interface DisputeDocument {
  /** Stripe's: "dp_…" or "du_…". */
  _id: string;
  /** Of a sponsorship Stripe's invoice ("in_…"). */
  payment_id: string;
  booking_id: string;
  charge_id: string;
  /** Minor units. */
  amount: number;
  /** What Stripe took for it. */
  fee: number;
  currency: string;
  /** In Stripe's words: "fraudulent", "product_not_received", … */
  reason: string;
  status: DisputeStatus;
  /** Until when Stripe takes evidence. */
  due_at: Date | null;
  created_at: Date;
  updated_at: Date;
}
