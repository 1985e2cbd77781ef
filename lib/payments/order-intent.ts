import "server-only";
import { newId } from "@/lib/core/id";
import { createSessionPayment, findSessionIntent, type SessionIntent, toPaymentError } from "@/lib/integrations/stripe/session-payments";
import type { PaymentDocument } from "./schema";
import { findOrInsertPayment, rememberIntent } from "./store";
import { bindIntent, findPaying, type WayToPay } from "./ways-to-pay";

interface Purchase {
  /** The session's, or the package's purchase: one payment each, ever. */
  booking_id: string;
  consumer_id: string;
  tutor_id: string;
  amount: number;
  currency: string;
}

export interface PaymentOrder extends Purchase {
  /** What the client's bank and Stripe's pages say of it. */
  description: string;
  way: WayToPay;
  now: Date;
}

/**
 * The PaymentIntent of whatever is bought. Idempotent: the operation is stored before Stripe is asked, and its id is the
 * idempotency key, so that parallel calls, retries and crashes share one intent. How it is to be paid is said on it each time.
 * Throws 404, before anything is written, for a card that is not this client's.
 */
export async function orderIntent({ description, way, now, ...purchase }: PaymentOrder): Promise<{ intent: SessionIntent; amount: number }> {
  const paying = await findPaying(way, purchase.consumer_id);
  const payment = await findOrInsertPayment(draftPayment(purchase, now));
  const intent = await intentOf(payment, description).catch((error: unknown) => {
    throw toPaymentError(error);
  });
  if (!payment.stripe_payment_intent_id) await rememberIntent(payment._id, intent.id, now);
  return { intent: await bindIntent(intent, paying), amount: payment.amount };
}

async function intentOf(payment: PaymentDocument, description: string): Promise<SessionIntent> {
  if (payment.stripe_payment_intent_id) {
    const known = await findSessionIntent(payment.stripe_payment_intent_id);
    if (known) return known;
  }
  const { _id: payment_id, booking_id, consumer_id, tutor_id, amount, currency } = payment;
  return createSessionPayment({ payment_id, booking_id, consumer_id, tutor_id, amount, currency, description });
}

function draftPayment(purchase: Purchase, now: Date): PaymentDocument {
  const nothingYet = { stripe_charge_id: null, card: null, failure_message: null, refund_amount: 0, paid_at: null, refunded_at: null };
  return { _id: newId("payment"), ...purchase, status: "created", ...nothingYet, created_at: now, updated_at: now };
}
