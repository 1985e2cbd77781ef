import "server-only";
import type { ClientSession } from "mongodb";
import type { BookingDocument } from "@/lib/bookings/schema";
import { formatRange, zoneLabel } from "@/lib/core/format-time";
import { notify } from "@/lib/notifications/notify";
import type { TutorDocument } from "@/lib/tutors/schema";
import type { UserDocument } from "@/lib/users/schema";

/** Says in the app that a session is booked, once to each for a version of the booking; the mails are written beside it. */
export async function tellOfBooking(order: {
  booking: BookingDocument;
  tutor: TutorDocument;
  consumer: UserDocument | null;
  now: Date;
  session: ClientSession;
}): Promise<void> {
  const { booking, tutor, consumer, now, session } = order;
  const { _id, version, consumer_id, tutor_user_id, subject, starts_at } = booking;
  const when = (zone: string) => `${formatRange(booking, zone)}, ${zoneLabel(zone, starts_at)}.`;
  const about = { kind: "booking", concerns_at: starts_at, now, session } as const;
  await notify({
    ...about,
    key: `booked:${_id}:${version}:${consumer_id}`,
    user_id: consumer_id,
    user: consumer,
    title: `Booked: ${subject} with ${tutor.name}`,
    body: when(booking.consumer_timezone),
    href: `/bookings/${_id}`,
  });
  await notify({
    ...about,
    key: `booked:${_id}:${version}:${tutor_user_id}`,
    user_id: tutor_user_id,
    title: `New booking: ${subject}${consumer ? ` with ${consumer.name}` : ""}`,
    body: when(booking.tutor_timezone),
    href: `/coach/bookings/${_id}`,
  });
}
