import "server-only";
import { AppError } from "@/lib/core/errors";
import { findSessionIntent, toPaymentError } from "@/lib/integrations/stripe/session-payments";
import { type Settlement, settlePayment } from "./settle-payment";
import { findPaymentOfIntent } from "./store";

/**
 * What the browser says after paying is only a reason to ask Stripe. Throws 402 while Stripe has no money, 404 for an
 * intent that is not this person's. The webhook does the same move; whichever comes first makes it, once.
 */
export async function confirmPayment({ payment_intent_id, user_id, now }: { payment_intent_id: string; user_id: string; now: Date }): Promise<Settlement> {
  const payment = await findPaymentOfIntent(payment_intent_id);
  if (!payment || payment.consumer_id !== user_id) throw new AppError("not_found", "There is no such payment.");
  const intent = await findSessionIntent(payment_intent_id).catch((error: unknown) => {
    throw toPaymentError(error);
  });
  if (!intent) throw new AppError("not_found", "There is no such payment.");
  if (intent.status === "processing") throw new AppError("payment_required", "Your bank is still working on it. We confirm as soon as it answers.", { details: { reason: "processing" } });
  if (intent.status !== "succeeded") {
    throw new AppError("payment_required", intent.failure_message ?? "The payment has not gone through. Nothing was charged.", { details: { reason: intent.status } });
  }
  return settlePayment(intent, now);
}
