import "server-only";
import { AppError } from "@/lib/core/errors";
import { findUser, findUsers } from "@/lib/users/store";
import type { BookingDocument } from "./schema";
import { findBooking } from "./store";
import { type TaughtSessionView, toTaughtSessionView } from "./taught-session-view";

/** A paid session as its coach sees it; null for everybody else, and while it is only held. */
export async function findTaughtSession(bookingId: string, tutorUserId: string, now: Date): Promise<TaughtSessionView | null> {
  const booking = await findBooking(bookingId);
  if (!booking || booking.tutor_user_id !== tutorUserId || booking.confirmed_at === null) return null;
  return toTaughtSessionView(booking, await findUser(booking.consumer_id), now);
}

export async function requireTaughtSession({ booking_id, tutor_user_id, now }: { booking_id: string; tutor_user_id: string; now: Date }): Promise<TaughtSessionView> {
  const session = await findTaughtSession(booking_id, tutor_user_id, now);
  if (!session) throw new AppError("not_found", "There is no such session.");
  return session;
}

/** A coach's bookings with the names of the clients, in the same order. */
export async function describeTaught(bookings: readonly BookingDocument[], now: Date): Promise<TaughtSessionView[]> {
  const clients = new Map((await findUsers([...new Set(bookings.map(({ consumer_id }) => consumer_id))])).map((user) => [user._id, user]));
  return bookings.map((booking) => toTaughtSessionView(booking, clients.get(booking.consumer_id) ?? null, now));
}
