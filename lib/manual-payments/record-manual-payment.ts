import "server-only";
import { createHash } from "node:crypto";
import type { ClientSession } from "mongodb";
import { addAuditEntry } from "@/lib/audit-log/store";
import { findBooking } from "@/lib/bookings/store";
import { AppError } from "@/lib/core/errors";
import { newId } from "@/lib/core/id";
import { formatMoney, type Money } from "@/lib/core/money";
import { withTransaction } from "@/lib/db/client";
import { duplicateKeyFields } from "@/lib/db/errors";
import { lockBookingAccount } from "@/lib/ledger/store";
import { notify } from "@/lib/notifications/notify";
import type { Role } from "@/lib/users/schema";
import { listAdminIds } from "@/lib/users/store";
import { bookManualPayment } from "./book-manual-payment";
import { readMost } from "./read-most";
import { needsSecondAdmin } from "./rules";
import type { Direction, ManualPaymentDocument } from "./schema";
import { findByRequestKey, insertManualPayment } from "./store";

export interface ManualOrder {
  booking_id: string;
  /** Minor units of the booking's currency. */
  amount: number;
  direction: Direction;
  reason: string;
  /** The request's own key. Without one, the same words by the same admin on the same day are the same request. */
  key: string | null;
  admin: { id: string; role: Role };
  now: Date;
}

/**
 * Records money that changed hands outside Stripe, once for each request. Above the sum that one admin may record alone it
 * waits for a second one. Throws 422 for more than is due, and 409 where the key was used for something else; then nothing changed.
 */
export async function recordManualPayment(order: ManualOrder): Promise<{ manual: ManualPaymentDocument; is_new: boolean }> {
  const request_key = keyOf(order);
  try {
    return await withTransaction((session) => record(order, request_key, session));
  } catch (error) {
    const first = duplicateKeyFields(error) ? await findByRequestKey(request_key) : null;
    if (!first) throw error;
    return { manual: requireSame(first, order), is_new: false };
  }
}

async function record(order: ManualOrder, request_key: string, session: ClientSession): Promise<{ manual: ManualPaymentDocument; is_new: boolean }> {
  const { booking_id, amount, direction, reason, admin, now } = order;
  const booking = await findBooking(booking_id, session);
  if (!booking) throw new AppError("not_found", "There is no such booking.");
  // Everything that moves this booking's money waits here for one another, so that what is due is read once.
  await lockBookingAccount(booking, session);
  const first = await findByRequestKey(request_key, session);
  if (first) return { manual: requireSame(first, order), is_new: false };
  requireDue({ amount, currency: booking.currency }, direction, await readMost({ booking, direction, session }));

  const status = needsSecondAdmin({ amount, currency: booking.currency }) ? "waiting" : "booked";
  const manual: ManualPaymentDocument = { _id: newId("manual"), request_key, booking_id, direction, amount, currency: booking.currency, reason, status, recorded_by: admin.id, decided_by: null, decided_at: null, created_at: now };
  await insertManualPayment(manual, session);
  const entry = { actor_id: admin.id, actor_role: admin.role, action: "manual_payment.record", subject_id: booking_id, note: reason };
  await addAuditEntry({ ...entry, before: null, after: { manual_payment_id: manual._id, direction, amount, currency: manual.currency, status }, now, session });
  if (status === "booked") await bookManualPayment({ manual, booking, now, session });
  else await askOthers(manual, session);
  return { manual, is_new: true };
}

/** Throws 422 with a sentence where it is more than may be recorded. */
export function requireDue({ amount, currency }: Money, direction: Direction, most: number): void {
  if (amount <= most) return;
  const none = direction === "received" ? "Nothing is due from the client for this booking." : "Nothing is owed to the client for this booking, or it is on its way through Stripe.";
  const some = `At most ${formatMoney({ amount: most, currency })} ${direction === "received" ? "is due from the client" : "is owed to the client"} for this booking.`;
  const sentence = most === 0 ? none : some;
  throw new AppError("invalid", `${sentence} Nothing was recorded.`, { fields: { amount: sentence }, details: { most } });
}

async function askOthers(manual: ManualPaymentDocument, session: ClientSession): Promise<void> {
  for (const user_id of (await listAdminIds(session)).filter((id) => id !== manual.recorded_by)) {
    const notice = { kind: "booking" as const, title: `A manual payment of ${formatMoney(manual)} waits for you`, body: "It is above what one admin records alone, and counts once a second one agrees.", href: `/admin/money/${manual.booking_id}` };
    await notify({ key: `manual:${manual._id}:${user_id}`, user_id, ...notice, now: manual.created_at, session });
  }
}

function requireSame(first: ManualPaymentDocument, { booking_id, amount, direction, reason }: ManualOrder): ManualPaymentDocument {
  if (first.booking_id === booking_id && first.amount === amount && first.direction === direction && first.reason === reason) return first;
  throw new AppError("conflict", "This key was used for another payment. Nothing was recorded.", { details: { reason: "key_used" } });
}

function keyOf({ key, admin, booking_id, amount, direction, reason, now }: ManualOrder): string {
  if (key !== null) return `${admin.id}:${key}`;
  const words = JSON.stringify([booking_id, amount, direction, reason, now.toISOString().slice(0, 10)]);
  return `${admin.id}:words:${createHash("sha256").update(words).digest("hex")}`;
}
