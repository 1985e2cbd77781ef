import "server-only";
import { newId } from "@/lib/core/id";
import { createSessionPayment, findSessionIntent, type SessionIntent, toPaymentError } from "@/lib/integrations/stripe/session-payments";
import type { PaymentDocument } from "./schema";
import { findOrInsertPayment, rememberIntent } from "./store";

export interface PaymentOrder {
  /** The session's, or the package's purchase: one payment each, ever. */
  booking_id: string;
  consumer_id: string;
  tutor_id: string;
  amount: number;
  currency: string;
  /** What the client's bank and Stripe's pages say of it. */
  description: string;
  now: Date;
}

/**
 * The PaymentIntent of whatever is bought. Idempotent: the operation is stored before Stripe is asked, and its id is the
 * idempotency key, so that parallel calls, retries and crashes share one intent.
 */
export async function orderIntent({ description, now, ...order }: PaymentOrder): Promise<{ intent: SessionIntent; amount: number }> {
  const payment = await findOrInsertPayment(draftPayment(order, now));
  const intent = await intentOf(payment, description).catch((error: unknown) => {
    throw toPaymentError(error);
  });
  if (!payment.stripe_payment_intent_id) await rememberIntent(payment._id, intent.id, now);
  return { intent, amount: payment.amount };
}

async function intentOf(payment: PaymentDocument, description: string): Promise<SessionIntent> {
  if (payment.stripe_payment_intent_id) {
    const known = await findSessionIntent(payment.stripe_payment_intent_id);
    if (known) return known;
  }
  const { _id: payment_id, booking_id, consumer_id, tutor_id, amount, currency } = payment;
  return createSessionPayment({ payment_id, booking_id, consumer_id, tutor_id, amount, currency, description });
}

function draftPayment(order: Omit<PaymentOrder, "description" | "now">, now: Date): PaymentDocument {
  const nothingYet = { stripe_charge_id: null, card: null, failure_message: null, refund_amount: 0, paid_at: null, refunded_at: null };
  return { _id: newId("payment"), ...order, status: "created", ...nothingYet, created_at: now, updated_at: now };
}
