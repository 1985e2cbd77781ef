import "server-only";
import ical, { ICalCalendarMethod, ICalEventStatus } from "ical-generator";
import { asTemporal, oneLine } from "./booking-invite";

export interface SessionEntry {
  booking: { id: string; version: number; starts_at: Date; ends_at: Date; updated_at: Date };
  is_canceled: boolean;
  summary: string;
  description: string;
  location: string;
  url: string;
}

const minutes_between_readings = 15;

/**
 * A calendar to subscribe to. Its entries have the UIDs and SEQUENCEs of the mails' invites (booking-invite.ts), so that a
 * program which has both shows one; times are UTC, which every reader puts into its own zone. The same sessions make the
 * same file to the byte.
 */
export function sessionsFile({ name, entries }: { name: string; entries: SessionEntry[] }): string {
  const calendar = ical({
    name,
    prodId: { company: "MaestroHub", product: "Sessions", language: "EN" },
    scale: "GREGORIAN",
    method: ICalCalendarMethod.PUBLISH,
    ttl: minutes_between_readings * 60,
  });
  for (const { booking, is_canceled, ...entry } of entries) {
    calendar.createEvent({
      id: `${booking.id}@maestrohub`,
      sequence: is_canceled ? booking.version + 1 : booking.version,
      stamp: asTemporal(booking.updated_at),
      start: asTemporal(booking.starts_at),
      end: asTemporal(booking.ends_at),
      summary: oneLine(entry.summary),
      description: entry.description,
      location: oneLine(entry.location),
      url: entry.url,
      status: is_canceled ? ICalEventStatus.CANCELLED : ICalEventStatus.CONFIRMED,
    });
  }
  return `${calendar.toString()}\r\n`;
}
