import "server-only";
import type { BookingDocument } from "@/lib/bookings/schema";
import { listSessionsOf } from "@/lib/bookings/store";
import { env } from "@/lib/config/env";
import { findTutors } from "@/lib/tutors/store";
import { findUserByCalendarToken, findUsers } from "@/lib/users/store";
import { type SessionEntry, sessionsFile } from "./sessions-file";

/** Far enough back to see what was, near enough to stay small. */
const days_back = 30;

/** The calendar behind a secret address, for its person's calendar program; null where nobody has this address. */
export async function findOwnSessionsFile(token: string, now: Date): Promise<{ user_id: string; content: string } | null> {
  const user = await findUserByCalendarToken(token);
  if (!user) return null;
  const bookings = await listSessionsOf(user._id, new Date(now.getTime() - days_back * 86_400_000));
  const [tutors, clients] = await Promise.all([findTutors(distinct(bookings.map(({ tutor_id }) => tutor_id))), findUsers(distinct(bookings.map(({ consumer_id }) => consumer_id)))]);
  const names = new Map([...tutors, ...clients].map(({ _id, name }) => [_id, name]));
  return { user_id: user._id, content: sessionsFile(bookings.map((booking) => entryOf(booking, { user_id: user._id, names }))) };
}

/** As in the invite of the mail: who it is with, and our page instead of the meeting link, since calendars are shared. */
function entryOf(booking: BookingDocument, { user_id, names }: { user_id: string; names: Map<string, string> }): SessionEntry {
  const is_taught = booking.tutor_user_id === user_id;
  const url = `${env().app_url}${is_taught ? "/coach" : ""}/bookings/${booking._id}`;
  const other = names.get(is_taught ? booking.consumer_id : booking.tutor_id) ?? (is_taught ? "a client" : "a coach");
  return {
    booking: { id: booking._id, version: booking.version, starts_at: booking.starts_at, ends_at: booking.ends_at, updated_at: booking.updated_at },
    is_canceled: booking.status === "canceled_by_consumer" || booking.status === "canceled_by_tutor",
    summary: `${booking.subject} with ${other}`,
    description: `${booking.subject}, ${booking.duration_minutes} minutes. ${booking.modality === "online" ? "Join from" : "See"} ${url}`,
    location: booking.modality === "online" ? "Online" : (booking.place ?? "Online"),
    url,
  };
}

function distinct(ids: string[]): string[] {
  return [...new Set(ids)];
}
