import "server-only";
import type { ClientSession } from "mongodb";
import type { BookingDocument } from "@/lib/bookings/schema";
import { notify } from "@/lib/notifications/notify";
import { addTask } from "@/lib/outbox/store";

/**
 * Says by mail and in the app that a session does not take place and that everything comes back, once to each for a version
 * of the booking. A coach who has never heard of it, because it was not booked yet, hears nothing now.
 */
export async function tellOfCancellation(order: { booking: BookingDocument; tutor_name: string; is_coach_told: boolean; now: Date; session: ClientSession }): Promise<void> {
  const { booking, tutor_name, is_coach_told, now, session } = order;
  const { _id: booking_id, version, consumer_id, tutor_user_id } = booking;
  const toClient = { user_id: consumer_id, title: `Your session with ${tutor_name} is cancelled`, body: "You get everything back.", href: `/bookings/${booking_id}` };
  const toCoach = { user_id: tutor_user_id, title: "A session of yours is cancelled", body: "The client gets everything back.", href: `/coach/bookings/${booking_id}` };
  for (const notice of is_coach_told ? [toClient, toCoach] : [toClient]) {
    const recipient_id = notice.user_id;
    const key = `session-canceled:${booking_id}:${version}:${recipient_id}`;
    await addTask({ key: `mail:${key}`, task: { kind: "mail", template: "session-canceled", recipient_id, booking_id }, now, session });
    await notify({ key, kind: "booking", ...notice, concerns_at: booking.starts_at, now, session });
  }
}
