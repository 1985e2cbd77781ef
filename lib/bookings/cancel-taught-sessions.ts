import "server-only";
import type { ClientSession } from "mongodb";
import { addAuditEntry } from "@/lib/audit-log/store";
import { AppError } from "@/lib/core/errors";
import { withTransaction } from "@/lib/db/client";
import { TransactionConflict } from "@/lib/db/errors";
import { wake } from "@/lib/jobs/wake";
import { orderRefund } from "@/lib/payments/refund-payment";
import { findPaymentOfBooking, markForRefund } from "@/lib/payments/store";
import { tellOfCancellation } from "@/lib/payments/tell-of-cancellation";
import { findTutor } from "@/lib/tutors/store";
import type { Role } from "@/lib/users/schema";
import type { BookingDocument } from "./schema";
import { cancelForTutor, countFutureSessions, listFutureSessions } from "./store";

/** One request's share; who has more asks again. */
const batch_size = 50;

interface Order {
  tutor_id: string;
  admin: { id: string; role: Role };
  now: Date;
}

/**
 * Cancels the coming sessions of a suspended coach with everything back, each in a transaction of its own. It may be called
 * again, by several at once and after a crash: whoever makes a booking's move also orders its one refund, its mails and its
 * notices. Throws 409 while the coach is not suspended.
 */
export async function cancelTaughtSessions({ tutor_id, admin, now }: Order): Promise<{ canceled: number; remaining: number }> {
  const tutor = await findTutor(tutor_id);
  if (!tutor) throw new AppError("not_found", "There is no such coach.");
  if (tutor.status !== "suspended") throw new AppError("conflict", "Only the sessions of a suspended coach are cancelled here.", { details: { status: tutor.status } });

  let canceled = 0;
  for (const booking of await listFutureSessions({ tutor_user_id: tutor.user_id, now, limit: batch_size })) {
    if (await cancelOne({ booking, tutor_name: tutor.name, admin, now })) canceled += 1;
  }
  wake("outbox");
  return { canceled, remaining: await countFutureSessions(tutor.user_id, now) };
}

interface Cancellation {
  booking: BookingDocument;
  tutor_name: string;
  admin: Order["admin"];
  now: Date;
}

/** False where somebody else has done it, or is doing it right now: then it is counted among the remaining ones, or gone. */
async function cancelOne(cancellation: Cancellation): Promise<boolean> {
  try {
    return await withTransaction((session) => cancel(cancellation, session));
  } catch (error) {
    if (error instanceof TransactionConflict) return false;
    throw error;
  }
}

async function cancel({ booking, tutor_name, admin, now }: Cancellation, session: ClientSession): Promise<boolean> {
  if (!(await cancelForTutor(booking._id, now, session))) return false;
  const payment = await findPaymentOfBooking(booking._id, session);
  if (payment && (await markForRefund({ id: payment._id, reason: "session_canceled", now, session }))) await orderRefund({ payment_id: payment._id, now, session });

  const entry = { actor_id: admin.id, actor_role: admin.role, action: "booking.cancel_for_tutor", subject_id: booking._id, note: null };
  await addAuditEntry({ ...entry, before: { status: "confirmed" }, after: { status: "canceled_by_tutor" }, now, session });
  await tellOfCancellation({ booking, tutor_name, is_coach_told: true, now, session });
  return true;
}
