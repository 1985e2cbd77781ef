import "server-only";
import { createStripeRefund, findStripeRefundOf, RefundRefused } from "@/lib/integrations/stripe/refunds";
import { PermanentFailure } from "@/lib/jobs/queue";
import { findIntentBehind, findPayment } from "@/lib/payments/store";
import { recordRefund } from "./record-refund";
import { findRefund } from "./store";

/**
 * Carries out an ordered refund. May run again after a crash at any line and in two processes at once: Stripe's idempotency
 * key makes it one refund, and the conditional move one effect. Stripe forgets keys after a day, and a task is tried for
 * three: so it is asked first whether it has this refund. While Stripe is out of reach this throws, and the task stays due.
 */
export async function executeRefund(refundId: string, now: Date): Promise<void> {
  const refund = await findRefund(refundId);
  if (!refund) throw new PermanentFailure(`there is no refund ${refundId}`);
  if (refund.status !== "ordered") return;

  const payment = await findPayment(refund.payment_id);
  const intent_id = payment && (await findIntentBehind(payment));
  if (!intent_id) return recordRefund({ refund, outcome: { status: "failed", id: null, failure: "This was not paid through Stripe." }, now });
  const order = { refund_id: refund._id, payment_id: refund.payment_id, intent_id, amount: refund.amount };
  const outcome = await findStripeRefundOf(order)
    .then((known) => known ?? createStripeRefund(order))
    .catch((error: unknown) => {
      if (error instanceof RefundRefused) return { status: "failed" as const, id: null, failure: error.message };
      throw error;
    });
  await recordRefund({ refund, outcome, now });
}
