import "server-only";
import type { ClientSession } from "mongodb";
import { addAuditEntry } from "@/lib/audit-log/store";
import { postSessionSettled } from "@/lib/ledger/post-session";
import type { Role } from "@/lib/users/schema";
import { findPaymentOfBooking } from "@/lib/payments/store";
import { tellOfCancellation } from "@/lib/payments/tell-of-cancellation";
import { orderRefund } from "@/lib/refunds/order-refund";
import { returnSession } from "@/lib/packages/return-session";
import { planTransfer } from "@/lib/transfers/plan-transfer";
import { refundFor } from "./cancellation";
import { cancelConfirmed } from "./outcome-store";
import type { BookingDocument, CanceledBy } from "./schema";

interface CallOff {
  booking: BookingDocument;
  by: CanceledBy;
  actor: { id: string; role: Role };
  /** In the audit log. */
  action: "booking.cancel" | "booking.cancel_for_tutor";
  now: Date;
  session: ClientSession;
}

/**
 * Calls a paid session off in the caller's transaction: the time is free again, what refundFor says is ordered back, both
 * parties are told, the audit log knows who did it. False where it was not there to cancel any more, or was moved meanwhile.
 */
export async function callOff({ booking, by, actor, action, now, session }: CallOff): Promise<boolean> {
  const payment = await findPaymentOfBooking(booking._id, session);
  const { percent, amount, returns_session } = refundFor({ booking, now, by });
  const refund_amount = payment ? amount : 0;
  // What went back before, by the client's bank say, is not given twice.
  const to_order = payment ? Math.min(amount, payment.amount - (payment.refund_amount ?? 0)) : 0;
  const to = by === "client" ? "canceled_by_consumer" : "canceled_by_tutor";
  const cancellation = { by, at: now, refund_percent: percent, refund_amount, ...(returns_session && { returns_session }) };
  if (!(await cancelConfirmed({ booking, to, cancellation, now, session }))) return false;

  if (payment && to_order > 0) await orderRefund({ payment, amount: to_order, reason: "session_canceled", source: `cancel:${booking._id}`, now, session });
  if (returns_session) await returnSession({ booking, by, now, session });
  await postSessionSettled({ booking, by: "canceled", now, session });
  const entry = { actor_id: actor.id, actor_role: actor.role, action, subject_id: booking._id, note: null };
  await addAuditEntry({ ...entry, before: { status: booking.status }, after: { status: to, refund_amount }, now, session });
  await planTransfer({ booking: { ...booking, status: to, cancellation, settled_at: now }, now, session });
  await tellOfCancellation({ booking: { ...booking, cancellation }, is_coach_told: true, now, session });
  return true;
}
