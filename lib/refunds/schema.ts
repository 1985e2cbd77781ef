/** `slot_lost`: the time was gone when the money came · `session_canceled` · `problem_decided`: an admin decided about a report · `package_ended`. */
export type RefundReason = "slot_lost" | "session_canceled" | "problem_decided" | "package_ended";

/**
 * `ordered`: stored, Stripe may or may not know it yet · `pending`: Stripe has it, the bank has not answered · `succeeded`
 * · `failed`: Stripe or the bank sent it back, and the money is owed again.
 */
export const refundStatuses = ["ordered", "pending", "succeeded", "failed"] as const;
export type RefundStatus = (typeof refundStatuses)[number];

/** A bank may send money back long after it was called through; nothing mends a failed refund but another one. */
export const refundTransitions: Record<RefundStatus, readonly RefundStatus[]> = {
  ordered: ["pending", "succeeded", "failed"],
  pending: ["succeeded", "failed"],
  succeeded: ["failed"],
  failed: [],
};

/** One operation that gives money back: a part of one payment or all of it. Its id is Stripe's idempotency key, so it is one refund there too. */
export interface RefundDocument {
  _id: string;
  /** Unique: "cancel:bk_…", "problem:bk_…", "slot_lost:pay_…", "package:pkg_…", "retry:ref_…". The same reason never gives money back twice. */
  source: string;
  payment_id: string;
  booking_id: string;
  consumer_id: string;
  tutor_id: string;
  /** Minor units, above zero. */
  amount: number;
  currency: string;
  reason: RefundReason;
  status: RefundStatus;
  stripe_refund_id: string | null;
  /** Why it failed, in Stripe's words. */
  failure: string | null;
  /** The refund that an admin ordered in place of this failed one. */
  replaced_by: string | null;
  done_at: Date | null;
  created_at: Date;
  updated_at: Date;
}
