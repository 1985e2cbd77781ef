import "server-only";
import { extendHold } from "@/lib/bookings/store";
import { followDispute } from "@/lib/disputes/follow-dispute";
import { AppError } from "@/lib/core/errors";
import { findSessionIntent, type SessionIntent } from "@/lib/integrations/stripe/session-payments";
import { PermanentFailure } from "@/lib/jobs/queue";
import { syncAccount } from "@/lib/payout-accounts/sync-account";
import { followPayout } from "@/lib/payouts/follow-payout";
import { followCharge } from "@/lib/payments/follow-charge";
import { tellLaterOfFailure } from "@/lib/payments/tell-later-of-failure";
import { settlePayment } from "@/lib/payments/settle-payment";
import { findPayment, markFailed } from "@/lib/payments/store";
import { followRefund } from "@/lib/refunds/follow-refund";
import { followTransfer } from "@/lib/transfers/follow-transfer";
import { followBillingEvent } from "@/lib/sponsorships/follow-billing-event";
import type { WebhookEventDocument } from "./schema";

/**
 * Treats an event as a hint: fetches the object as it is now and applies a guarded move, so that order, repetition and
 * age of events do not matter. Types that nothing here follows are done at once.
 */
export async function processEvent(event: WebhookEventDocument, now: Date): Promise<void> {
  if (event.account_id) return followConnected({ ...event, account_id: event.account_id }, now);
  // "refund.updated", "refund.failed", "charge.refund.updated": the object is the refund.
  if (/^(charge\.)?refund\./.test(event.type)) return followRefund(event.object_id, now);
  if (event.type.startsWith("transfer.")) return followTransfer(event.object_id, now);
  if (event.type.startsWith("charge.dispute.")) return followDispute(event.object_id, now);
  if (event.type === "charge.updated") return followCharge(event.object_id, now);
  if (/^(checkout\.session|customer\.subscription|invoice)\./.test(event.type)) return followBillingEvent(event, now);
  if (!event.type.startsWith("payment_intent.")) return;
  const intent = await findSessionIntent(event.object_id);
  if (!intent?.payment_id) return;
  if (intent.status === "succeeded") return settle(intent, now);

  if (event.type === "payment_intent.requires_action" && intent.booking_id) await extendHold(intent.booking_id, now);
  if (event.type === "payment_intent.payment_failed") await rememberFailure(intent, now);
}

/** What happens at a coach's account. Its own refunds and payments are not ours to follow: they say the same as our transfers. */
function followConnected({ type, object_id, account_id }: { type: string; object_id: string; account_id: string }, now: Date): Promise<void> {
  if (type.startsWith("payout.")) return followPayout({ payout_id: object_id, stripe_account_id: account_id, now });
  // Whatever changed, the account as a whole says what it may do now; of one that cut us off it says that we may not look.
  const isOfAccount = /^(account|capability)\./.test(type);
  return isOfAccount ? syncAccount(account_id, now) : Promise.resolve();
}

async function settle(intent: SessionIntent, now: Date): Promise<void> {
  try {
    await settlePayment(intent, now);
  } catch (error) {
    // An intent that nobody ordered does not become right by waiting; it is for a person to look at.
    if (error instanceof AppError && error.code === "payment_required") throw new PermanentFailure(`intent ${intent.id}: ${error.message}`);
    throw error;
  }
}

async function rememberFailure(intent: SessionIntent, now: Date): Promise<void> {
  const payment = intent.payment_id ? await findPayment(intent.payment_id) : null;
  if (payment?.stripe_payment_intent_id !== intent.id) return;
  if (await markFailed(payment._id, intent.failure_message, now)) await tellLaterOfFailure(payment, now);
}
