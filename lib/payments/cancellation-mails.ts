import "server-only";
import type { ClientSession } from "mongodb";
import type { BookingDocument } from "@/lib/bookings/schema";
import { addTask } from "@/lib/outbox/store";

/** Says that a session does not take place, once to each for a version of the booking; the client's says what comes back. */
export async function addCancellationMails(order: { booking: BookingDocument; recipient_ids: string[]; now: Date; session: ClientSession }): Promise<void> {
  const { booking, recipient_ids, now, session } = order;
  const { _id: booking_id, version } = booking;
  for (const recipient_id of recipient_ids) {
    const key = `mail:session-canceled:${booking_id}:${version}:${recipient_id}`;
    await addTask({ key, task: { kind: "mail", template: "session-canceled", recipient_id, booking_id }, now, session });
  }
}
