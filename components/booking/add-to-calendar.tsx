import { CalendarMinus, CalendarPlus } from "lucide-react";
import { Card } from "@/components/ui/card";
import { type CalendarEntry, googleCalendarLink, outlookLink } from "./calendar-links";

/** The entry as a file for any calendar, or filled in on the two that live on the web. */
export function AddToCalendar({ bookingId, entry }: { bookingId: string; entry: CalendarEntry }) {
  const links = [
    { href: `/bookings/${bookingId}/invite.ics`, label: "Calendar file", isFile: true },
    { href: googleCalendarLink(entry), label: "Google", isFile: false },
    { href: outlookLink(entry), label: "Outlook", isFile: false },
  ];
  return (
    <Card className="flex flex-col gap-2 print:hidden">
      <h2 className="flex items-center gap-2 text-h4">
        <CalendarPlus aria-hidden="true" className="size-5 stroke-[1.5]" />
        Add to your calendar
      </h2>
      <ul className="flex flex-wrap gap-x-5">
        {links.map(({ href, label, isFile }) => (
          <li key={label}>
            <a href={href} className="link inline-flex min-h-9 items-center" {...(isFile ? { download: "session.ics" } : { target: "_blank", rel: "noopener noreferrer" })}>
              {label}
              {!isFile && <span className="sr-only"> calendar (opens in a new tab)</span>}
            </a>
          </li>
        ))}
      </ul>
    </Card>
  );
}

/** A session that is called off stays in a calendar until somebody takes it out: the file does. */
export function TakeOutOfCalendar({ bookingId }: { bookingId: string }) {
  return (
    <Card className="flex flex-col gap-2 print:hidden">
      <h2 className="flex items-center gap-2 text-h4">
        <CalendarMinus aria-hidden="true" className="size-5 stroke-[1.5]" />
        Still in your calendar?
      </h2>
      <p className="text-quiet">The mail about it takes the session out. If it did not, open this file.</p>
      <a href={`/bookings/${bookingId}/invite.ics`} download="session.ics" className="link inline-flex min-h-9 items-center self-start">
        Calendar file
      </a>
    </Card>
  );
}
