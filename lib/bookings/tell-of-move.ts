import "server-only";
import type { ClientSession } from "mongodb";
import { formatRange, zoneLabel } from "@/lib/core/format-time";
import { notify } from "@/lib/notifications/notify";
import { addTask } from "@/lib/outbox/store";
import { findTutor } from "@/lib/tutors/store";
import { findUser } from "@/lib/users/store";
import type { BookingDocument } from "./schema";

/** Says by mail, with the new calendar entry, and in the app when a session is now; once to each for a version of the booking. */
export async function tellOfMove({ booking, from, now, session }: { booking: BookingDocument; from: Pick<BookingDocument, "starts_at" | "ends_at">; now: Date; session: ClientSession }): Promise<void> {
  const { _id: booking_id, version, consumer_id, tutor_user_id, consumer_timezone, tutor_timezone } = booking;
  const tutor_name = (await findTutor(booking.tutor_id, session))?.name ?? "your coach";
  const client_name = (await findUser(consumer_id, session))?.name ?? "a client";
  const sides = [
    { user_id: consumer_id, title: `Your session with ${tutor_name} is moved`, zone: consumer_timezone, href: `/bookings/${booking_id}` },
    { user_id: tutor_user_id, title: `${client_name} moved a session with you`, zone: tutor_timezone, href: `/coach/bookings/${booking_id}` },
  ];
  const concerns_at = new Date(Math.min(from.starts_at.getTime(), booking.starts_at.getTime()));
  for (const { user_id, title, zone, href } of sides) {
    const key = `session-rescheduled:${booking_id}:${version}:${user_id}`;
    const before = { starts_at: from.starts_at, ends_at: from.ends_at };
    await addTask({ key: `mail:${key}`, task: { kind: "mail", template: "session-rescheduled", recipient_id: user_id, booking_id, version, moved_by: "client", from: before }, now, session });
    const body = `Now ${formatRange(booking, zone)} ${zoneLabel(zone, booking.starts_at)}.`;
    await notify({ key, user_id, kind: "booking", title, body, href, concerns_at, now, session });
  }
}
