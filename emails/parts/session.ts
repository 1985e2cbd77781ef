import { formatClock, formatDay, formatRange, zoneLabel, zonePlace } from "@/lib/core/format-time";
import { type LanguageId, localeOf } from "@/lib/core/language";
import { formatMoney, type Money } from "@/lib/core/money";
import { fill, wordsOf } from "../words/words";

/** Who reads the mail, in which zone its times are written, and in which language. */
export interface Recipient {
  name: string;
  timezone: string;
  language: LanguageId;
}

type Reader = Pick<Recipient, "timezone" | "language">;

/** A booked session as mails need it. */
export interface MailSession {
  subject: string;
  starts_at: Date;
  ends_at: Date;
  duration_minutes: number;
  modality: "online" | "in_person" | "hybrid";
  place: string | null;
}

/** "Tue, Nov 24, 7:00 – 8:00 PM New York (EST)". */
export function sessionTime(session: MailSession, { timezone, language }: Reader): string {
  const locale = localeOf(language);
  return `${formatRange(session, timezone, locale)} ${zoneLabel(timezone, session.starts_at, locale)}`;
}

/** The same session on the other person's clock, or null where both clocks agree. */
export function otherSessionTime(session: MailSession, { timezone, language }: Reader, other: string): string | null {
  const locale = localeOf(language);
  const time = formatRange(session, other, locale);
  if (time === formatRange(session, timezone, locale)) return null;
  return fill(wordsOf(language).shared.elsewhere, { time, place: zonePlace(other) });
}

/** "Mon, Nov 23, 7:00 PM New York (EST)". */
export function moment(instant: Date, reader: Reader): string {
  return `${shortMoment(instant, reader)} ${zoneLabel(reader.timezone, instant, localeOf(reader.language))}`;
}

/** "Mon, Nov 23, 7:00 PM", where the zone was named before. */
export function shortMoment(instant: Date, reader: Reader): string {
  return `${day(instant, reader)}, ${clock(instant, reader)}`;
}

/** "Mon, Nov 23". */
export function day(instant: Date, { timezone, language }: Reader): string {
  return formatDay(instant, timezone, localeOf(language));
}

/** "Tue, Dec 1" of a date that belongs to no zone, such as a bank's: it is given as midnight UTC. */
export function calendarDay(date: Date, { language }: Pick<Reader, "language">): string {
  return formatDay(date, "UTC", localeOf(language));
}

/** "7:00 PM". */
export function clock(instant: Date, { timezone, language }: Reader): string {
  return formatClock(instant, timezone, localeOf(language));
}

export function money(amount: Money, { language }: Pick<Reader, "language">): string {
  return formatMoney(amount, { locale: localeOf(language) });
}

/** "Piano, 60 minutes". */
export function sessionLength({ subject, duration_minutes }: MailSession, { language }: Pick<Reader, "language">): string {
  return fill(wordsOf(language).shared.length, { subject, minutes: duration_minutes });
}

/** "Online", a place, or where to find out. */
export function sessionPlace({ modality, place }: MailSession, { language }: Pick<Reader, "language">): string {
  const { shared } = wordsOf(language);
  return modality === "online" ? shared.online : (place ?? shared.place_on_page);
}

/** A subject is one short line: no line breaks, no 200-letter names, no marks that turn the rest of it around. */
export function inSubject(text: string, most = 60): string {
  const plain = text.replace(/[\u202a-\u202e\u2066-\u2069]/g, "").replace(/[\p{Cc}\s]+/gu, " ").trim();
  const letters = [...plain];
  return letters.length <= most ? plain : `${letters.slice(0, most - 1).join("").trimEnd()}…`;
}
