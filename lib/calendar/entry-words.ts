import { fill, wordsOf } from "@/emails/words/words";
import type { BookingDocument } from "@/lib/bookings/schema";
import type { LanguageId } from "@/lib/core/language";

/**
 * What an entry says of a session, alike in the mail, the download and the feed: one session should not read as two. It has
 * our page and not the meeting link, because calendars are shared.
 */
export function entryWords(entry: {
  booking: Pick<BookingDocument, "subject" | "duration_minutes" | "modality" | "place">;
  /** The name of the other one of the two. */
  other: string;
  url: string;
  language: LanguageId;
  is_canceled: boolean;
}): { summary: string; description: string; location: string } {
  const { booking, other, url, language, is_canceled } = entry;
  const words = wordsOf(language).calendar;
  const values = { subject: booking.subject, minutes: booking.duration_minutes, name: other, url };
  const isOnline = booking.modality === "online";
  return {
    summary: fill(is_canceled ? words.canceled_summary : words.summary, values),
    description: fill(is_canceled ? words.canceled : isOnline ? words.join_from : words.see, values),
    location: isOnline ? words.online : (booking.place ?? words.online),
  };
}

export function isCanceled({ status }: Pick<BookingDocument, "status">): boolean {
  return status === "canceled_by_consumer" || status === "canceled_by_tutor";
}
