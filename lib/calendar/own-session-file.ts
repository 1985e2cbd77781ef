import "server-only";
import type { BookingDocument } from "@/lib/bookings/schema";
import { findBooking } from "@/lib/bookings/store";
import { env } from "@/lib/config/env";
import { AppError } from "@/lib/core/errors";
import { fallbackLanguage } from "@/lib/core/language";
import { nameOfNobody } from "@/lib/core/name";
import { mailSender } from "@/lib/integrations/email/sender";
import { findTutor } from "@/lib/tutors/store";
import type { UserDocument } from "@/lib/users/schema";
import { findUser } from "@/lib/users/store";
import { bookingInvite, type CalendarFile } from "./booking-invite";
import { entryWords, isCanceled } from "./entry-words";

/**
 * The calendar entry of a session for one of its two people, to be downloaded: by UID and SEQUENCE the one of the mails, so
 * that it moves or takes out what the calendar has. For anybody else there is no such session.
 */
export async function requireOwnSessionFile({ booking_id, user_id }: { booking_id: string; user_id: string }): Promise<CalendarFile> {
  const booking = await findBooking(booking_id);
  const user = await findUser(user_id);
  if (!booking || !user || ![booking.consumer_id, booking.tutor_user_id].includes(user_id)) throw new AppError("not_found", "There is no such session.");
  if (booking.status !== "confirmed" && !isCanceled(booking)) throw new AppError("conflict", "There is a calendar entry once the session is booked.");
  return sessionInvite({ booking, user, other: await nameOfOther(booking, user_id) });
}

/** The same file for the mails, which know the people already. */
export function sessionInvite({ booking, user, other }: { booking: BookingDocument; user: Pick<UserDocument, "_id" | "name" | "email" | "language">; other: string }): CalendarFile {
  const is_taught = booking.consumer_id !== user._id;
  const is_canceled = isCanceled(booking);
  const url = `${env().app_url}${is_taught ? "/coach" : ""}/bookings/${booking._id}`;
  return bookingInvite({
    booking: { id: booking._id, version: booking.version, starts_at: booking.starts_at, ends_at: booking.ends_at },
    state: is_canceled ? "canceled" : "confirmed",
    ...entryWords({ booking, other, url, language: user.language ?? fallbackLanguage, is_canceled }),
    url,
    organizer: { name: "MaestroHub", email: mailSender().address },
    // A person reads a session's time in the zone in which they chose or offer it.
    recipient: { name: user.name, email: user.email, timezone: is_taught ? booking.tutor_timezone : booking.consumer_timezone },
    // Not the moment of writing: the same word about the same session is the same file.
    now: is_canceled ? booking.updated_at : (booking.moved_at ?? booking.confirmed_at ?? booking.created_at),
  });
}

async function nameOfOther(booking: BookingDocument, userId: string): Promise<string> {
  const other = userId === booking.consumer_id ? await findTutor(booking.tutor_id) : await findUser(booking.consumer_id);
  return other?.name ?? nameOfNobody;
}
