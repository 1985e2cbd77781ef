import "server-only";
import { AppError } from "@/lib/core/errors";
import { findTutor } from "@/lib/tutors/store";
import { findUsers } from "@/lib/users/store";
import { countFutureSessions, listFutureSessions } from "./store";

/** A coming session as an admin sees it. */
export interface FutureSession {
  id: string;
  starts_at: string;
  ends_at: string;
  subject: string;
  client_name: string;
  tutor_timezone: string;
  price: { amount: number; currency: string };
}

const limit = 200;

/** A coach's paid sessions that have not begun, the next first: all of them counted, the first 200 listed. */
export async function readFutureSessions(tutorId: string, now: Date): Promise<{ count: number; sessions: FutureSession[] }> {
  const tutor = await findTutor(tutorId);
  if (!tutor) throw new AppError("not_found", "There is no such coach.");
  const [count, bookings] = await Promise.all([countFutureSessions(tutor.user_id, now), listFutureSessions({ tutor_user_id: tutor.user_id, now, limit })]);
  const clients = new Map((await findUsers([...new Set(bookings.map(({ consumer_id }) => consumer_id))])).map((user) => [user._id, user]));
  const sessions = bookings.map(({ _id, starts_at, ends_at, subject, consumer_id, tutor_timezone, price, currency }) => ({
    id: _id,
    starts_at: starts_at.toISOString(),
    ends_at: ends_at.toISOString(),
    subject,
    client_name: clients.get(consumer_id)?.name ?? "A former client",
    tutor_timezone,
    price: { amount: price, currency },
  }));
  return { count, sessions };
}
