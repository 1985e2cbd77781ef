import "server-only";
import type { ClientSession, Filter } from "mongodb";
import { collections } from "@/lib/db/collections";
import { inSpan, type MoveSpan } from "@/lib/db/move-span";
import { type RefundDocument, type RefundStatus, refundStatuses, refundTransitions } from "./schema";

/** Throws MongoDB's duplicate key error (11000) where this source has ordered its refund already. */
export async function insertRefund(refund: RefundDocument, session: ClientSession): Promise<void> {
  await collections().refunds.insertOne(refund, { session });
}

export function findRefund(id: string, session?: ClientSession): Promise<RefundDocument | null> {
  return collections().refunds.findOne({ _id: id }, session && { session });
}

/** The first ordered first. */
export function listRefundsOf(bookingId: string): Promise<RefundDocument[]> {
  return collections().refunds.find({ booking_id: bookingId }).sort({ created_at: 1, _id: 1 }).toArray();
}

/** Of several bookings, or packages, together. */
export function listRefundsOfAll(bookingIds: string[]): Promise<RefundDocument[]> {
  return collections().refunds.find({ booking_id: { $in: bookingIds } }).sort({ created_at: 1, _id: 1 }).toArray();
}

/** Moves a refund along its life; false where it is there, or past it, already. */
export async function moveRefund(order: { id: string; to: RefundStatus; facts: Partial<Pick<RefundDocument, "stripe_refund_id" | "failure" | "done_at">>; now: Date; session: ClientSession }): Promise<boolean> {
  const { id, to, facts, now, session } = order;
  const before = refundStatuses.filter((from) => refundTransitions[from].includes(to));
  const { modifiedCount } = await collections().refunds.updateOne({ _id: id, status: { $in: before } }, { $set: { ...facts, status: to, updated_at: now } }, { session });
  return modifiedCount === 1;
}

/** Marks a failed refund as replaced; false where it has not failed, or another admin has replaced it. */
export async function replaceFailed({ id, by, now, session }: { id: string; by: string; now: Date; session: ClientSession }): Promise<boolean> {
  const { modifiedCount } = await collections().refunds.updateOne({ _id: id, status: "failed", replaced_by: null }, { $set: { replaced_by: by, updated_at: now } }, { session });
  return modifiedCount === 1;
}

/** How many refunds of a payment have not arrived: under way, or failed and not replaced. */
export function countOpenRefunds(paymentId: string, session: ClientSession): Promise<number> {
  return collections().refunds.countDocuments({ payment_id: paymentId, status: { $ne: "succeeded" }, replaced_by: null }, { session });
}

/** What needs an admin: refunds that failed, and those that Stripe has not taken for an hour. */
const troubled = (now: Date): Filter<RefundDocument> => ({
  replaced_by: null,
  $or: [{ status: "failed" }, { status: "ordered", created_at: { $lt: new Date(now.getTime() - 3_600_000) } }],
});

export function listTroubledRefunds(now: Date, limit: number): Promise<RefundDocument[]> {
  return collections().refunds.find(troubled(now)).sort({ created_at: 1, _id: 1 }).limit(limit).toArray();
}

export function countTroubledRefunds(now: Date): Promise<number> {
  return collections().refunds.countDocuments(troubled(now));
}

/** What goes, or went, back to a person, the latest ordered first; a failed one that was ordered anew is left to the new one. */
export function listRefundsTo(consumerId: string, span: MoveSpan): Promise<RefundDocument[]> {
  const filter: Filter<RefundDocument> = { consumer_id: consumerId, replaced_by: null, ...inSpan("created_at", span) };
  return collections().refunds.find(filter).sort({ created_at: -1, _id: -1 }).limit(span.limit).toArray();
}

/** What a person's card may not show yet: under way, undelivered, or sent since this moment; the first ordered first. */
export function listOpenRefundsTo(consumerId: string, since: Date): Promise<RefundDocument[]> {
  const isOpen: Filter<RefundDocument>[] = [{ status: { $ne: "succeeded" } }, { done_at: { $gte: since } }];
  return collections().refunds.find({ consumer_id: consumerId, replaced_by: null, $or: isOpen }).sort({ created_at: 1, _id: 1 }).toArray();
}
