import "server-only";
import type { ClientSession } from "mongodb";
import { earningsOf } from "@/lib/bookings/earnings";
import type { BookingDocument, Cancellation } from "@/lib/bookings/schema";
import { formatMoney } from "@/lib/core/money";
import { notify } from "@/lib/notifications/notify";
import { addTask } from "@/lib/outbox/store";
import { findTutor } from "@/lib/tutors/store";
import { findUser } from "@/lib/users/store";

/**
 * Says by mail and in the app that a session does not take place and what comes back, once to each for a version of the
 * booking. A coach who has never heard of it, because it was not booked yet, hears nothing now.
 */
export async function tellOfCancellation(order: { booking: BookingDocument & { cancellation: Cancellation }; is_coach_told: boolean; now: Date; session: ClientSession }): Promise<void> {
  const { booking, is_coach_told, now, session } = order;
  const { _id: booking_id, version, consumer_id, tutor_user_id } = booking;
  const tutor_name = (await findTutor(booking.tutor_id, session))?.name ?? "your coach";
  const client_name = (await findUser(consumer_id, session))?.name ?? "a client";
  const toClient = { user_id: consumer_id, title: `Your session with ${tutor_name} is cancelled`, body: wordsForClient(booking), href: `/bookings/${booking_id}` };
  const toCoach = { user_id: tutor_user_id, title: `Your session with ${client_name} is cancelled`, body: wordsForCoach(booking), href: `/coach/bookings/${booking_id}` };
  for (const notice of is_coach_told ? [toClient, toCoach] : [toClient]) {
    const recipient_id = notice.user_id;
    const key = `session-canceled:${booking_id}:${version}:${recipient_id}`;
    await addTask({ key: `mail:${key}`, task: { kind: "mail", template: "session-canceled", recipient_id, booking_id }, now, session });
    await notify({ key, kind: "booking", ...notice, concerns_at: booking.starts_at, now, session });
  }
}

function wordsForClient({ cancellation, price, currency }: BookingDocument & { cancellation: Cancellation }): string {
  const { refund_amount: amount, returns_session } = cancellation;
  if (returns_session) return "The session is back in your package.";
  if (amount === 0) return "Nothing comes back: the time to cancel for a refund was over.";
  return amount === price ? "You get everything back." : `You get ${formatMoney({ amount, currency })} back.`;
}

function wordsForCoach(booking: BookingDocument): string {
  const { kept, share } = earningsOf(booking);
  return kept === 0 ? "The client gets everything back, and the time is free again." : `It was cancelled late: you receive ${formatMoney({ amount: share, currency: booking.currency })}. The time is free again.`;
}
