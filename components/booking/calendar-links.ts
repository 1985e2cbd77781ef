import type { BookingView } from "@/lib/bookings/view";

export interface CalendarEntry {
  title: string;
  details: string;
  location: string;
  starts_at: Date;
  ends_at: Date;
}

/** Opens Google Calendar with the entry filled in. */
export function googleCalendarLink(entry: CalendarEntry): string {
  const link = new URL("https://calendar.google.com/calendar/render");
  link.searchParams.set("action", "TEMPLATE");
  link.searchParams.set("text", entry.title);
  link.searchParams.set("dates", `${basic(entry.starts_at)}/${basic(entry.ends_at)}`);
  link.searchParams.set("details", entry.details);
  link.searchParams.set("location", entry.location);
  return link.href;
}

/** Opens Outlook on the web with the entry filled in. */
export function outlookLink(entry: CalendarEntry): string {
  const fields = {
    path: "/calendar/action/compose",
    rru: "addevent",
    subject: entry.title,
    startdt: entry.starts_at.toISOString(),
    enddt: entry.ends_at.toISOString(),
    body: entry.details,
    location: entry.location,
  };
  // Outlook shows a "+" as it stands, so blanks are written as %20.
  const query = Object.entries(fields).map(([name, value]) => `${name}=${encodeURIComponent(value)}`);
  return `https://outlook.live.com/calendar/0/deeplink/compose?${query.join("&")}`;
}

/** "20261125T000000Z". */
function basic(instant: Date): string {
  return `${instant.toISOString().slice(0, 19).replace(/[-:]/g, "")}Z`;
}

/** The same words as in the file that comes by mail: one session should not read as two. */
export function calendarEntry(booking: BookingView, pageUrl: string): CalendarEntry {
  return {
    title: `${booking.subject} with ${booking.coach.name}`,
    details: `${booking.subject}, ${booking.duration_minutes} minutes. Join from ${pageUrl}`,
    location: booking.modality === "online" ? "Online" : (booking.place ?? "Online"),
    starts_at: new Date(booking.starts_at),
    ends_at: new Date(booking.ends_at),
  };
}
