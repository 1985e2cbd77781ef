import "server-only";
import type { ClientSession } from "mongodb";
import { collections } from "@/lib/db/collections";
import { isPackage } from "@/lib/packages/rules";
import { type Chargeback, type DisputeDocument, type DisputeStatus, disputeStatuses, disputeTransitions } from "./schema";

/** Stores a dispute that is new; false where it is known. Its key is Stripe's own. */
export async function insertDispute(dispute: DisputeDocument, session: ClientSession): Promise<boolean> {
  const { _id, ...facts } = dispute;
  const { upsertedCount } = await collections().disputes.updateOne({ _id }, { $setOnInsert: facts }, { upsert: true, session });
  return upsertedCount === 1;
}

/** Moves a dispute along its life; false where it is there, or decided, already. */
export async function moveDispute({ id, to, facts, now, session }: { id: string; to: DisputeStatus; facts: Pick<DisputeDocument, "amount" | "fee" | "due_at">; now: Date; session: ClientSession }): Promise<boolean> {
  const before = disputeStatuses.filter((from) => disputeTransitions[from].includes(to));
  const { modifiedCount } = await collections().disputes.updateOne({ _id: id, status: { $in: before } }, { $set: { ...facts, status: to, updated_at: now } }, { session });
  return modifiedCount === 1;
}

export function findDispute(id: string): Promise<DisputeDocument | null> {
  return collections().disputes.findOne({ _id: id });
}

export function listDisputesOf(bookingId: string): Promise<DisputeDocument[]> {
  return collections().disputes.find({ booking_id: bookingId }).sort({ created_at: 1 }).toArray();
}

/** Marks what is disputed: whoever pays the coach asks for this, and a transfer that is being decided at the same time conflicts with this write. */
export async function markDisputed({ payment_id, booking_id, chargeback, now, session }: { payment_id: string; booking_id: string; chargeback: Chargeback; now: Date; session: ClientSession }): Promise<void> {
  await collections().payments.updateOne({ _id: payment_id }, { $set: { chargeback, updated_at: now } }, { session });
  await collections().bookings.updateOne({ _id: booking_id }, { $set: { chargeback, updated_at: now } }, { session });
  if (!isPackage(booking_id)) return;
  await collections().package_purchases.updateOne({ _id: booking_id }, { $set: { chargeback, updated_at: now } }, { session });
  // Its sessions were paid by the same charge.
  await collections().bookings.updateMany({ package_purchase_id: booking_id }, { $set: { chargeback, updated_at: now } }, { session });
}
