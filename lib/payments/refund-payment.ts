import "server-only";
import type { ClientSession } from "mongodb";
import { withTransaction } from "@/lib/db/client";
import { noteRefund } from "@/lib/integrations/monitoring/business";
import { refundSessionPayment } from "@/lib/integrations/stripe/session-payments";
import { PermanentFailure } from "@/lib/jobs/queue";
import { addTask } from "@/lib/outbox/store";
import { findPayment, markRefunded } from "./store";

/** Orders the money back in the transaction that decides it; the worker carries it out. One refund a payment, by the task's key. */
export function orderRefund({ payment_id, now, session }: { payment_id: string; now: Date; session: ClientSession }): Promise<void> {
  return addTask({ key: `refund:${payment_id}`, task: { kind: "refund", payment_id }, now, session });
}

/**
 * Carries out an ordered refund. May run again after a crash at any line: Stripe's idempotency key makes it one refund, and
 * the conditional move one mail. While Stripe is out of reach it throws, and the task stays due.
 */
export async function executeRefund(paymentId: string, now: Date): Promise<void> {
  const payment = await findPayment(paymentId);
  if (!payment?.stripe_payment_intent_id) throw new PermanentFailure(`payment ${paymentId} has no intent to refund`);
  if (payment.status !== "refund_pending") return;

  const refund = await refundSessionPayment({ payment_id: payment._id, intent_id: payment.stripe_payment_intent_id });
  if (refund.status === "failed" || refund.status === "canceled") throw new PermanentFailure(`Stripe's refund ${refund.id} of ${paymentId} ${refund.status}`);
  let isNew = false;
  await withTransaction(async (session) => {
    isNew = await markRefunded({ id: payment._id, refund_id: refund.id, now, session });
    if (!isNew) return;
    // A cancelled session was said with its refund when it was cancelled; only a lost slot has not been spoken of yet.
    if (payment.refund_reason === "session_canceled") return;
    const { booking_id, consumer_id } = payment;
    const task = { kind: "mail", template: "booking-refunded", recipient_id: consumer_id, booking_id } as const;
    await addTask({ key: `mail:booking-refunded:${booking_id}:${consumer_id}`, task, now, session });
  });
  if (isNew) noteRefund(payment);
}
