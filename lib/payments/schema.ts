import type { Chargeback } from "@/lib/disputes/schema";

/**
 * `created`: the operation is stored, Stripe may or may not know it yet · `succeeded`: Stripe holds the money and the
 * session is booked · `refund_pending`: some of it, or all, is owed to the client · `refunded`: what was owed has arrived,
 * `refund_amount` says how much (lib/refunds holds the operations) · `failed`: a try was declined, the same intent can be tried again
 * · `returned`: the session's part went back into the package that had paid for it.
 */
export const paymentStatuses = ["created", "failed", "succeeded", "refund_pending", "refunded", "returned"] as const;
export type PaymentStatus = (typeof paymentStatuses)[number];

export interface PaymentDocument {
  _id: string;
  /** What was bought: a session, or a package by its purchase (`pkg_…`). */
  booking_id: string;
  /** Of a session that was paid from a package: that package, whose charge (`stripe_charge_id`) and card are its. It has no intent of its own. */
  package_purchase_id?: string;
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
  /** Minor units that went, or go, back: all ordered refunds together, and what a bank has taken for good. The write that orders a refund keeps it within `amount`. */
  refund_amount: number;
  /** Present once the client's bank has taken it back, or asks about it. */
  chargeback?: Chargeback;
  paid_at: Date | null;
  refunded_at: Date | null;
  created_at: Date;
  updated_at: Date;
}
