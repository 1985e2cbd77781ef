import "server-only";
import { wordsOf } from "@/emails/words/words";
import type { BookingDocument } from "@/lib/bookings/schema";
import { listSessionsOf } from "@/lib/bookings/store";
import { env } from "@/lib/config/env";
import { fallbackLanguage, type LanguageId } from "@/lib/core/language";
import { findTutors } from "@/lib/tutors/store";
import { findUserByCalendarToken, findUsers } from "@/lib/users/store";
import { entryWords, isCanceled } from "./entry-words";
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
  const { language = fallbackLanguage } = user;
  const entries = bookings.map((booking) => entryOf(booking, { user_id: user._id, language, names }));
  return { user_id: user._id, content: sessionsFile({ name: wordsOf(language).calendar.feed_name, entries }) };
}

function entryOf(booking: BookingDocument, { user_id, language, names }: { user_id: string; language: LanguageId; names: Map<string, string> }): SessionEntry {
  const is_taught = booking.tutor_user_id === user_id;
  const is_canceled = isCanceled(booking);
  const url = `${env().app_url}${is_taught ? "/coach" : ""}/bookings/${booking._id}`;
  const { a_client, a_coach } = wordsOf(language).calendar;
  const other = names.get(is_taught ? booking.consumer_id : booking.tutor_id) ?? (is_taught ? a_client : a_coach);
  return {
    booking: { id: booking._id, version: booking.version, starts_at: booking.starts_at, ends_at: booking.ends_at, updated_at: booking.updated_at },
    is_canceled,
    ...entryWords({ booking, other, url, language, is_canceled }),
    url,
  };
}

function distinct(ids: string[]): string[] {
  return [...new Set(ids)];
}
