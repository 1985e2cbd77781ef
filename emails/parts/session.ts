import { formatClock, formatDay, formatRange, zoneLabel, zonePlace } from "@/lib/core/format-time";

/** Who reads the mail, and in which zone its times are written. */
export interface Recipient {
  name: string;
  timezone: string;
}

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
export function sessionTime(session: MailSession, zone: string): string {
  return `${formatRange(session, zone)} ${zoneLabel(zone, session.starts_at)}`;
}

/** The same session on the other person's clock, or null where both clocks agree. */
export function otherSessionTime(session: MailSession, zones: { own: string; other: string }): string | null {
  if (formatRange(session, zones.own) === formatRange(session, zones.other)) return null;
  return `${formatRange(session, zones.other)} in ${zonePlace(zones.other)}`;
}

/** "Mon, Nov 23, 7:00 PM New York (EST)". */
export function moment(instant: Date, zone: string): string {
  return `${shortMoment(instant, zone)} ${zoneLabel(zone, instant)}`;
}

/** "Mon, Nov 23, 7:00 PM", where the zone was named before. */
export function shortMoment(instant: Date, zone: string): string {
  return `${formatDay(instant, zone)}, ${formatClock(instant, zone)}`;
}

/** A subject is one short line: no line breaks, no 200-letter names, no marks that turn the rest of it around. */
export function inSubject(text: string): string {
  const plain = text.replace(/[\u202a-\u202e\u2066-\u2069]/g, "").replace(/[\p{Cc}\s]+/gu, " ").trim();
  const letters = [...plain];
  return letters.length <= 60 ? plain : `${letters.slice(0, 59).join("").trimEnd()}…`;
}
