import "server-only";
import { AppError } from "@/lib/core/errors";
import { withTransaction } from "@/lib/db/client";
import { TransactionConflict } from "@/lib/db/errors";
import { wake } from "@/lib/jobs/wake";
import { findTutor } from "@/lib/tutors/store";
import type { Role } from "@/lib/users/schema";
import { callOff } from "./call-off";
import { countFutureSessions, findBooking, listFutureSessions } from "./store";

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
  for (const { _id: booking_id } of await listFutureSessions({ tutor_user_id: tutor.user_id, now, limit: batch_size })) {
    if (await cancelOne({ booking_id, admin, now })) canceled += 1;
  }
  wake("outbox");
  return { canceled, remaining: await countFutureSessions(tutor.user_id, now) };
}

/** False where somebody else has done it, or is doing it right now: then it is counted among the remaining ones, or gone. */
async function cancelOne({ booking_id, admin, now }: { booking_id: string; admin: Order["admin"]; now: Date }): Promise<boolean> {
  try {
    return await withTransaction(async (session) => {
      // As it is now: whether its package still runs decides what comes back.
      const booking = await findBooking(booking_id, session);
      return booking ? callOff({ booking, by: "maestrohub", actor: admin, action: "booking.cancel_for_tutor", now, session }) : false;
    });
  } catch (error) {
    if (error instanceof TransactionConflict) return false;
    throw error;
  }
}
