import "server-only";
import type { ClientSession, Filter, UpdateFilter } from "mongodb";
import { collections } from "@/lib/db/collections";
import { duplicateKeyFields } from "@/lib/db/errors";
import type { SessionIntent } from "@/lib/integrations/stripe/session-payments";
import type { PaymentDocument, RefundReason } from "./schema";

export function findPayment(id: string): Promise<PaymentDocument | null> {
  return collections().payments.findOne({ _id: id });
}

export function findPaymentOfBooking(bookingId: string, session?: ClientSession): Promise<PaymentDocument | null> {
  return collections().payments.findOne({ booking_id: bookingId }, session && { session });
}

export function findPaymentOfIntent(intentId: string): Promise<PaymentDocument | null> {
  return collections().payments.findOne({ stripe_payment_intent_id: intentId });
}

export async function listPaymentsOfBookings(bookingIds: string[]): Promise<Map<string, PaymentDocument>> {
  const rows = await collections().payments.find({ booking_id: { $in: bookingIds } }).toArray();
  return new Map(rows.map((row) => [row.booking_id, row]));
}

/** The bookings whose money went, or goes, back. */
export async function listRefundedBookingIds(consumerId: string): Promise<string[]> {
  const rows = await collections().payments.find({ consumer_id: consumerId, status: { $in: ["refund_pending", "refunded"] } }, { projection: { booking_id: 1 } }).toArray();
  return rows.map(({ booking_id }) => booking_id);
}

/** The booking's one payment: the given draft, or whatever an earlier or a simultaneous call stored. */
export async function findOrInsertPayment(draft: PaymentDocument): Promise<PaymentDocument> {
  const find = () => findPaymentOfBooking(draft.booking_id);
  const existing = await find();
  if (existing) return existing;
  try {
    await collections().payments.insertOne(draft);
    return draft;
  } catch (error) {
    const winner = duplicateKeyFields(error) ? await find() : null;
    if (!winner) throw error;
    return winner;
  }
}

export function rememberIntent(id: string, intentId: string, now: Date): Promise<boolean> {
  return move({ _id: id, stripe_payment_intent_id: { $exists: false } }, { stripe_payment_intent_id: intentId, updated_at: now });
}

const unpaid = { status: { $in: ["created", "failed"] } } satisfies Filter<PaymentDocument>;

/**
 * Unpaid → paid, or with a `refund_reason` at once on its way back, with what Stripe says of the charge. False where the
 * payment was settled before: the guard against a second effect.
 */
export function settleUnpaid(order: { id: string; refund_reason?: RefundReason; intent: SessionIntent; now: Date; session: ClientSession }): Promise<boolean> {
  const { id, refund_reason, intent, now, session } = order;
  const facts = { stripe_payment_intent_id: intent.id, stripe_charge_id: intent.charge_id, card: intent.card, failure_message: null };
  const outcome = refund_reason ? ({ status: "refund_pending", refund_reason } as const) : ({ status: "succeeded" } as const);
  return move({ _id: id, ...unpaid }, { ...outcome, ...facts, paid_at: now, updated_at: now }, session);
}

/** succeeded → refund_pending. False where there is nothing to give back, or somebody has ordered it already. */
export function markForRefund({ id, reason, now, session }: { id: string; reason: RefundReason; now: Date; session: ClientSession }): Promise<boolean> {
  return move({ _id: id, status: "succeeded" }, { status: "refund_pending", refund_reason: reason, updated_at: now }, session);
}

export function markFailed(id: string, message: string | null, now: Date): Promise<boolean> {
  return move({ _id: id, ...unpaid }, { status: "failed", failure_message: message, updated_at: now });
}

export function markRefunded({ id, refund_id, now, session }: { id: string; refund_id: string; now: Date; session: ClientSession }): Promise<boolean> {
  return move({ _id: id, status: "refund_pending" }, { status: "refunded", stripe_refund_id: refund_id, refunded_at: now, updated_at: now }, session);
}

async function move(filter: Filter<PaymentDocument>, $set: Partial<PaymentDocument>, session?: ClientSession): Promise<boolean> {
  const update: UpdateFilter<PaymentDocument> = { $set };
  const { modifiedCount } = await collections().payments.updateOne(filter, update, session && { session });
  return modifiedCount === 1;
}
