/**
 * `created`: the operation is stored, Stripe may or may not know it yet · `succeeded`: Stripe holds the money and the
 * session is booked · `refund_pending`/`refunded`: the money goes back, `refund_reason` says why · `failed`: a try was
 * declined, the same intent can be tried again.
 */
export const paymentStatuses = ["created", "failed", "succeeded", "refund_pending", "refunded"] as const;
export type PaymentStatus = (typeof paymentStatuses)[number];

/** `slot_lost`: the time was gone when the money came · `session_canceled`: the session does not take place. */
export type RefundReason = "slot_lost" | "session_canceled";

export interface PaymentDocument {
  _id: string;
  booking_id: string;
  consumer_id: string;
  tutor_id: string;
  /** Minor units, copied from the booking; an intent of another amount or currency pays for nothing. */
  amount: number;
  currency: string;
  status: PaymentStatus;
  stripe_payment_intent_id?: string;
  stripe_charge_id: string | null;
  /** "card •••• 4242" in parts. */
  card: { brand: string; last4: string } | null;
  failure_message: string | null;
  stripe_refund_id: string | null;
  /** Absent while nothing goes back; what was given back before reasons were kept had lost its slot. */
  refund_reason?: RefundReason;
  paid_at: Date | null;
  refunded_at: Date | null;
  created_at: Date;
  updated_at: Date;
}
