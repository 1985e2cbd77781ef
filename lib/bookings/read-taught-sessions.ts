import "server-only";
import { findUser, findUsers } from "@/lib/users/store";
import { findBooking, listBookedWith } from "./store";
import { type TaughtSessionView, toTaughtSessionView } from "./taught-session-view";

/** A paid session as its coach sees it; null for everybody else, and while it is only held. */
export async function findTaughtSession(bookingId: string, tutorUserId: string): Promise<TaughtSessionView | null> {
  const booking = await findBooking(bookingId);
  if (!booking || booking.tutor_user_id !== tutorUserId || booking.confirmed_at === null) return null;
  return toTaughtSessionView(booking, await findUser(booking.consumer_id));
}

/** The coach's sessions that have not ended, the next first. */
export async function listComingTaughtSessions(tutorUserId: string, now: Date): Promise<TaughtSessionView[]> {
  const bookings = await listBookedWith(tutorUserId, now);
  const clients = new Map((await findUsers([...new Set(bookings.map(({ consumer_id }) => consumer_id))])).map((user) => [user._id, user]));
  return bookings.map((booking) => toTaughtSessionView(booking, clients.get(booking.consumer_id) ?? null));
}
