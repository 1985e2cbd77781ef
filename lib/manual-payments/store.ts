import "server-only";
import type { ClientSession } from "mongodb";
import { collections } from "@/lib/db/collections";
import type { Direction, ManualPaymentDocument } from "./schema";

/** Throws MongoDB's duplicate key error (11000) where this request was recorded already. */
export async function insertManualPayment(manual: ManualPaymentDocument, session: ClientSession): Promise<void> {
  await collections().manual_payments.insertOne(manual, { session });
}

export function findByRequestKey(request_key: string, session?: ClientSession): Promise<ManualPaymentDocument | null> {
  return collections().manual_payments.findOne({ request_key }, session && { session });
}

export function findManualPayment(id: string, session?: ClientSession): Promise<ManualPaymentDocument | null> {
  return collections().manual_payments.findOne({ _id: id }, session && { session });
}

/** waiting → decided, by somebody else than who recorded it; false where it does not wait, or it is their own. */
export async function decideWaiting(order: { id: string; to: "booked" | "rejected"; decided_by: string; now: Date; session: ClientSession }): Promise<boolean> {
  const { id, to, decided_by, now, session } = order;
  const { modifiedCount } = await collections().manual_payments.updateOne(
    { _id: id, status: "waiting", recorded_by: { $ne: decided_by } },
    { $set: { status: to, decided_by, decided_at: now } },
    { session },
  );
  return modifiedCount === 1;
}

/** Minor units that wait for a second admin, another one than this left out. */
export async function sumWaiting({ booking_id, direction, but }: { booking_id: string; direction: Direction; but?: string }, session: ClientSession): Promise<number> {
  const rows = await collections().manual_payments.find({ booking_id, direction, status: "waiting" }, { session }).toArray();
  return rows.filter(({ _id }) => _id !== but).reduce((sum, { amount }) => sum + amount, 0);
}

/** The longest waiting first. */
export function listWaiting(limit: number): Promise<ManualPaymentDocument[]> {
  return collections().manual_payments.find({ status: "waiting" }).sort({ created_at: 1 }).limit(limit).toArray();
}

export function listManualPaymentsOf(bookingId: string): Promise<ManualPaymentDocument[]> {
  return collections().manual_payments.find({ booking_id: bookingId }).sort({ created_at: 1 }).toArray();
}

/** What counts of these bookings. */
export function listBookedManualOf(bookingIds: string[]): Promise<ManualPaymentDocument[]> {
  return collections().manual_payments.find({ booking_id: { $in: bookingIds }, status: "booked" }).toArray();
}
