import "server-only";
import type { ClientSession } from "mongodb";
import { withTransaction } from "@/lib/db/client";
import { noteRefund } from "@/lib/integrations/monitoring/business";
import { postRefundReturned, postRefundSent } from "@/lib/ledger/post-refund";
import { findSale } from "@/lib/packages/find-sale";
import { addTask } from "@/lib/outbox/store";
import { summariseRefunds } from "@/lib/payments/store";
import { planReversal } from "@/lib/transfers/plan-reversal";
import { releaseTransferOf } from "@/lib/transfers/release-transfers";
import { tellOfFailure } from "./refund-failed";
import type { RefundDocument, RefundStatus } from "./schema";
import { countOpenRefunds, moveRefund } from "./store";

export interface RefundOutcome {
  status: Exclude<RefundStatus, "ordered">;
  /** Stripe's id; null where Stripe took none. */
  id: string | null;
  failure: string | null;
}

/**
 * Writes down what Stripe says of a refund, once, whoever heard it first: the worker that ordered it or an event, in any order.
 * The payment says "on its way" while anything of it is owed, and "refunded" once everything has arrived.
 */
export async function recordRefund({ refund, outcome, now }: { refund: RefundDocument; outcome: RefundOutcome; now: Date }): Promise<void> {
  const { status: to, id, failure } = outcome;
  let isNew = false;
  await withTransaction(async (session) => {
    const facts = { ...(id && { stripe_refund_id: id }), failure, done_at: to === "succeeded" ? now : null };
    isNew = await moveRefund({ id: refund._id, to, facts, now, session });
    if (!isNew) return;
    await summariseRefunds({ payment_id: refund.payment_id, open: await countOpenRefunds(refund.payment_id, session), now, session });
    await bookMoney({ refund, outcome, now, session });
    // What the coach gets of it changes: less is sent, or a part of what was sent is taken back.
    if (to === "succeeded") await planReversal({ booking_id: refund.booking_id, now, session });
    await releaseTransferOf({ booking_id: refund.booking_id, now, session });
    if (to === "failed") await tellOfFailure({ refund, now, session });
    else if (refund.reason === "slot_lost") await addSlotLostMail({ refund, now, session });
  });
  if (isNew && to === "succeeded") noteRefund(refund);
}

/** What Stripe refused never left our balance. Two states in one, where a bank was quicker than our looking, are two entries all the same. */
async function bookMoney({ refund, outcome: { status, id }, now, session }: { refund: RefundDocument; outcome: RefundOutcome; now: Date; session: ClientSession }): Promise<void> {
  if (!id) return;
  const booking = await findSale(refund.booking_id, session);
  if (!booking) throw new Error(`refund ${refund._id} is of a booking that is not there`);
  const posting = { refund, stripe_refund_id: id, booking, now, session };
  await postRefundSent(posting);
  if (status === "failed") await postRefundReturned(posting);
}

/** Whoever cancels or decides says so at once; of a lost slot nobody has spoken yet. */
function addSlotLostMail({ refund, now, session }: { refund: RefundDocument; now: Date; session: ClientSession }): Promise<void> {
  const { booking_id, consumer_id } = refund;
  const task = { kind: "mail", template: "booking-refunded", recipient_id: consumer_id, booking_id } as const;
  return addTask({ key: `mail:booking-refunded:${booking_id}:${consumer_id}`, task, now, session });
}
