/**
 * Why the coach's share has not been sent yet. `before_time`: it can still be contested · `reported`: a report waits for an
 * admin · `disputed`: the client's bank contests the charge, or has won · `refund_open`: money is on its way back ·
 * `charge_pending`: Stripe does not hold the client's money yet · `refused`: Stripe said no for another reason, an admin knows.
 */
export const transferWaits = ["before_time", "no_account", "requirements_due", "reported", "disputed", "refund_open", "charge_pending", "refused"] as const;
export type TransferWait = (typeof transferWaits)[number];

/**
 * `waiting`: planned · `ordered`: decided for this amount, Stripe may or may not know it yet · `made`: Stripe has sent it ·
 * `not_due`: everything went back to the client. `ordered` → `waiting` only where Stripe refused.
 */
export type TransferStatus = "waiting" | "ordered" | "made" | "not_due";

/** The coach's share of one session, on its way to the coach's Stripe account. One row a booking, ever. */
export interface TransferDocument {
  _id: string;
  booking_id: string;
  tutor_id: string;
  tutor_user_id: string;
  /** Minor units: what is, or would be, sent. Fixed from `ordered` on. */
  amount: number;
  currency: string;
  status: TransferStatus;
  waiting_for: TransferWait | null;
  /** Stripe's words where it refused. */
  refusal: string | null;
  /** Counts releases and refusals: every one has its own task and, at Stripe, its own key. */
  round: number;
  due_at: Date;
  stripe_account_id: string | null;
  stripe_transfer_id: string | null;
  /** What it is in the coach's own books at Stripe; a payout names it. */
  destination_payment_id: string | null;
  /** Stripe's payout that brought it to the bank. */
  payout_id: string | null;
  /** Minor units that all ordered reversals together take back; the write that orders one keeps it within `amount`. */
  reversal_amount: number;
  /** What of that Stripe has taken back. */
  amount_reversed: number;
  made_at: Date | null;
  created_at: Date;
  updated_at: Date;
}

/** `ordered` · `made` · `owed`: the coach's balance at Stripe is short; it is taken when more has come in · `refused`: for an admin. */
export type ReversalStatus = "ordered" | "made" | "owed" | "refused";

/** One operation that takes a part of a transfer back, because the client was refunded after it was sent. */
export interface TransferReversalDocument {
  _id: string;
  /** Unique: "share:bk_…:1800", what the coach is to have in the end. The same end is reached once. */
  source: string;
  transfer_id: string;
  booking_id: string;
  tutor_id: string;
  tutor_user_id: string;
  amount: number;
  currency: string;
  status: ReversalStatus;
  refusal: string | null;
  round: number;
  stripe_reversal_id: string | null;
  done_at: Date | null;
  created_at: Date;
  updated_at: Date;
}
