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

interface Session {
  subject: string;
  duration_minutes: number;
  modality: "online" | "in_person" | "hybrid";
  place: string | null;
  starts_at: string;
  ends_at: string;
}

/** The words of the English file that comes by mail (lib/calendar/entry-words.ts): one session should not read as two. */
export function calendarEntry({ session, other, pageUrl }: { session: Session; other: string; pageUrl: string }): CalendarEntry {
  const { subject, duration_minutes, modality, place } = session;
  return {
    title: `${subject} with ${other}`,
    details: `${subject}, ${duration_minutes} minutes. ${modality === "online" ? "Join from" : "See"} ${pageUrl}`,
    location: modality === "online" ? "Online" : (place ?? "Online"),
    starts_at: new Date(session.starts_at),
    ends_at: new Date(session.ends_at),
  };
}
