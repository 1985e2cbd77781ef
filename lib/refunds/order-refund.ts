import "server-only";
import type { ClientSession } from "mongodb";
import { AppError } from "@/lib/core/errors";
import { newId } from "@/lib/core/id";
import { postRefundOrdered } from "@/lib/ledger/post-refund";
import { findSale } from "@/lib/packages/find-sale";
import { addTask } from "@/lib/outbox/store";
import type { PaymentDocument } from "@/lib/payments/schema";
import { reserveRefund } from "@/lib/payments/store";
import type { RefundDocument, RefundReason } from "./schema";
import { insertRefund } from "./store";

interface Order {
  payment: PaymentDocument;
  /** Minor units, above zero. */
  amount: number;
  reason: RefundReason;
  source: string;
  now: Date;
  session: ClientSession;
}

/**
 * Orders money back in the transaction that decides it; the worker carries it out (execute-refund.ts). The payment's own
 * conditional update refuses what would give back more than was charged, however many pieces are ordered at once: then this
 * throws `conflict` and the whole transaction changes nothing. A source that has ordered before throws MongoDB's 11000.
 */
export async function orderRefund({ payment, amount, reason, source, now, session }: Order): Promise<RefundDocument> {
  if (!Number.isSafeInteger(amount) || amount <= 0) throw new RangeError("a refund is a whole number of minor units above zero");
  const before = await reserveRefund({ payment, amount, now, session });
  if (!before) {
    throw new AppError("conflict", "More than was paid cannot be given back. Nothing was changed.", { details: { reason: "refund_too_large" } });
  }
  const { _id: payment_id, booking_id, consumer_id, tutor_id, currency } = payment;
  const nothingYet = { status: "ordered", stripe_refund_id: null, failure: null, replaced_by: null, done_at: null } as const;
  const refund: RefundDocument = { _id: newId("refund"), source, payment_id, booking_id, consumer_id, tutor_id, amount, currency, reason, ...nothingYet, created_at: now, updated_at: now };
  await addRefund(refund, session);
  const booking = await findSale(booking_id, session);
  if (!booking) throw new Error(`payment ${payment_id} is for a booking that is not there`);
  await postRefundOrdered({ refund, payment: before, booking, now, session });
  return refund;
}

/** The row and the task that carries it out. The money must be reserved. */
export async function addRefund(refund: RefundDocument, session: ClientSession): Promise<void> {
  await insertRefund(refund, session);
  await addTask({ key: `refund:${refund._id}`, task: { kind: "refund", refund_id: refund._id }, now: refund.created_at, session });
}
