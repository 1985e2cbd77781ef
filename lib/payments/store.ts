import "server-only";
import type { ClientSession, Filter, UpdateFilter } from "mongodb";
import { collections } from "@/lib/db/collections";
import { duplicateKeyFields } from "@/lib/db/errors";
import { inSpan, type MoveSpan } from "@/lib/db/move-span";
import type { SessionIntent } from "@/lib/integrations/stripe/session-payments";
import type { PaymentDocument } from "./schema";

export function findPayment(id: string): Promise<PaymentDocument | null> {
  return collections().payments.findOne({ _id: id });
}

export function findPaymentOfBooking(bookingId: string, session?: ClientSession): Promise<PaymentDocument | null> {
  return collections().payments.findOne({ booking_id: bookingId }, session && { session });
}

/** The intent that Stripe gives money back from: a session from a package has that of the package. */
export async function findIntentBehind({ stripe_payment_intent_id, package_purchase_id }: PaymentDocument): Promise<string | undefined> {
  if (stripe_payment_intent_id || !package_purchase_id) return stripe_payment_intent_id;
  return (await findPaymentOfBooking(package_purchase_id))?.stripe_payment_intent_id;
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

/** Unpaid → paid, with what Stripe says of the charge. False where the payment was settled before: the guard against a second effect. */
export function settleUnpaid({ id, intent, now, session }: { id: string; intent: SessionIntent; now: Date; session: ClientSession }): Promise<boolean> {
  const facts = { stripe_payment_intent_id: intent.id, stripe_charge_id: intent.charge_id, card: intent.card, failure_message: null };
  return move({ _id: id, ...unpaid }, { status: "succeeded", ...facts, paid_at: now, updated_at: now }, session);
}

const paid = { status: { $in: ["succeeded", "refund_pending", "refunded"] } } satisfies Filter<PaymentDocument>;

/**
 * Sets an amount aside for a refund. The condition stands in the write itself: of parallel pieces those get through that fit
 * into what was charged, as the payment was before, and null is answered to the others. (`$not` also fits a payment from before the field was kept.)
 */
export async function reserveRefund({ payment, amount, now, session }: { payment: PaymentDocument; amount: number; now: Date; session: ClientSession }): Promise<PaymentDocument | null> {
  const fits = { refund_amount: { $not: { $gt: payment.amount - amount } } };
  if (amount > payment.amount) return null;
  return collections().payments.findOneAndUpdate(
    { _id: payment._id, ...paid, ...fits },
    { $inc: { refund_amount: amount }, $set: { status: "refund_pending", refunded_at: null, updated_at: now } },
    { session, returnDocument: "before" },
  );
}

/** Says on the payment whether anything of what goes back is still owed. Always a write, so that two refunds of one payment come one after the other. */
export async function summariseRefunds({ payment_id, open, now, session }: { payment_id: string; open: number; now: Date; session: ClientSession }): Promise<void> {
  const state = open > 0 ? ({ status: "refund_pending", refunded_at: null } as const) : ({ status: "refunded", refunded_at: now } as const);
  await collections().payments.updateOne({ _id: payment_id, ...paid }, { $set: { ...state, updated_at: now } }, { session });
}

/** The client's bank has taken this much, and nobody had promised it: no refund gives it once more. */
export async function countLoss({ id, amount, now, session }: { id: string; amount: number; now: Date; session: ClientSession }): Promise<void> {
  await collections().payments.updateOne({ _id: id }, { $inc: { refund_amount: amount }, $set: { updated_at: now } }, { session });
}

/** A write without news: whoever changes this payment's refunds at the same time comes before or after. */
export async function touchPayment({ id, now, session }: { id: string; now: Date; session: ClientSession }): Promise<void> {
  await collections().payments.updateOne({ _id: id }, { $set: { updated_at: now } }, { session });
}

/** Stores what pays a session from a package; throws MongoDB's 11000 where the session has a payment. */
export async function insertPayment(payment: PaymentDocument, session: ClientSession): Promise<void> {
  await collections().payments.insertOne(payment, { session });
}

/** paid → returned, where nothing of it went to the client. */
export function markReturned({ booking_id, now, session }: { booking_id: string; now: Date; session: ClientSession }): Promise<boolean> {
  return move({ booking_id, status: "succeeded", refund_amount: 0 }, { status: "returned", updated_at: now }, session);
}

export function markFailed(id: string, message: string | null, now: Date): Promise<boolean> {
  return move({ _id: id, ...unpaid }, { status: "failed", failure_message: message, updated_at: now });
}

async function move(filter: Filter<PaymentDocument>, $set: Partial<PaymentDocument>, session?: ClientSession): Promise<boolean> {
  const update: UpdateFilter<PaymentDocument> = { $set };
  const { modifiedCount } = await collections().payments.updateOne(filter, update, session && { session });
  return modifiedCount === 1;
}

/** What a person paid by card, the latest first. */
export function listPaidBy(consumerId: string, span: MoveSpan): Promise<PaymentDocument[]> {
  const direction = span.isOldestFirst ? 1 : -1;
  const filter: Filter<PaymentDocument> = { consumer_id: consumerId, package_purchase_id: { $exists: false }, ...inSpan("paid_at", span) };
  return collections().payments.find(filter).sort({ paid_at: direction, _id: direction }).limit(span.limit).toArray();
}
