import "server-only";
import ical, { ICalAttendeeRole, ICalAttendeeStatus, ICalCalendarMethod, ICalEventStatus } from "ical-generator";
import { Temporal } from "temporal-polyfill";
import { timezoneBlock, wallTimeIsPlain } from "./timezone-block";

export interface BookingInvite {
  booking: { id: string; version: number; starts_at: Date; ends_at: Date };
  state: "confirmed" | "canceled";
  summary: string;
  description: string;
  /** A place, or "Online". */
  location: string;
  /** The booking's page, where the link to join is: a calendar may be shared, a meeting link may not. */
  url: string;
  organizer: { name: string; email: string };
  recipient: { name: string; email: string; timezone: string };
  /** Becomes DTSTAMP. In a mail it must be the same for every try: Resend refuses a retry whose body differs from the first. */
  now: Date;
}

export interface CalendarFile {
  filename: string;
  content: string;
  content_type: string;
}

/**
 * The calendar entry of a booking for one of its two people (RFC 5545, RFC 5546). A later version of the same booking
 * carries the same UID and a higher SEQUENCE, so that calendars move the entry they have instead of adding another.
 *
 * METHOD is REQUEST, not PUBLISH: Gmail, Outlook and Apple Mail show a request's entry in the mail and let a later one
 * replace it, while they treat a published file as something new to import; nobody is asked to answer (RSVP=FALSE).
 */
export function bookingInvite(invite: BookingInvite): CalendarFile {
  const { booking, state, organizer, recipient } = invite;
  const isCanceled = state === "canceled";
  const method = isCanceled ? ICalCalendarMethod.CANCEL : ICalCalendarMethod.REQUEST;
  const block = timezoneBlock(recipient.timezone);
  const inZone = block && [booking.starts_at, booking.ends_at].every((instant) => wallTimeIsPlain(instant, recipient.timezone)) ? block : null;

  const calendar = ical({
    prodId: { company: "MaestroHub", product: "Bookings", language: "EN" },
    scale: "GREGORIAN",
    method,
    // The zone is the event's, not the calendar's: with a calendar's zone the library writes DTSTAMP as wall time too.
    timezone: inZone ? { name: null, generator: () => inZone.vtimezone } : null,
  });
  calendar.createEvent({
    id: `${booking.id}@maestrohub`,
    // A cancellation is a later word than the version it cancels.
    sequence: isCanceled ? booking.version + 1 : booking.version,
    stamp: invite.now,
    timezone: inZone?.tzid ?? null,
    start: asTemporal(booking.starts_at),
    end: asTemporal(booking.ends_at),
    summary: oneLine(invite.summary),
    description: invite.description,
    location: oneLine(invite.location),
    url: invite.url,
    status: isCanceled ? ICalEventStatus.CANCELLED : ICalEventStatus.CONFIRMED,
    organizer: { name: parameter(organizer.name), email: organizer.email },
    attendees: [
      {
        name: parameter(recipient.name),
        email: recipient.email,
        role: ICalAttendeeRole.REQ,
        status: ICalAttendeeStatus.ACCEPTED,
        rsvp: false,
      },
    ],
  });
  return { filename: "session.ics", content: `${calendar.toString()}\r\n`, content_type: `text/calendar; charset=utf-8; method=${method}` };
}

/** ical-generator writes a Date's wall time in the zone of the process, whatever zone it is given; of Temporal it asks the zone. */
export function asTemporal(instant: Date): Temporal.Instant {
  return Temporal.Instant.fromEpochMilliseconds(instant.getTime());
}

export function oneLine(text: string): string {
  return text.replace(/[\p{Cc}\s]+/gu, " ").trim();
}

/** Calendars disagree on how a quoted name is escaped (RFC 6868 is young), so a name keeps letters and simple marks only. */
function parameter(name: string): string {
  return oneLine(name.replace(/["^\\;:,<>]/g, " ")) || "MaestroHub";
}
