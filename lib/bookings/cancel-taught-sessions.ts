import "server-only";
import { AppError } from "@/lib/core/errors";
import { withTransaction } from "@/lib/db/client";
import { TransactionConflict } from "@/lib/db/errors";
import { wake } from "@/lib/jobs/wake";
import { findTutor } from "@/lib/tutors/store";
import type { Role } from "@/lib/users/schema";
import { callOff } from "./call-off";
import type { BookingDocument } from "./schema";
import { countFutureSessions, listFutureSessions } from "./store";

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
    if (await cancelOne({ booking, admin, now })) canceled += 1;
  }
  wake("outbox");
  return { canceled, remaining: await countFutureSessions(tutor.user_id, now) };
}

/** False where somebody else has done it, or is doing it right now: then it is counted among the remaining ones, or gone. */
async function cancelOne({ booking, admin, now }: { booking: BookingDocument; admin: Order["admin"]; now: Date }): Promise<boolean> {
  try {
    return await withTransaction((session) => callOff({ booking, by: "maestrohub", actor: admin, action: "booking.cancel_for_tutor", now, session }));
  } catch (error) {
    if (error instanceof TransactionConflict) return false;
    throw error;
  }
}
