import Link from "next/link";
import { Alert } from "@/components/ui/alert";
import type { CalendarView } from "@/lib/calendar-feeds/view";

/** A calendar that cannot be read: its appointments may be booked over, so the coach must know. */
export function FailingCalendars({ calendars }: { calendars: CalendarView[] }) {
  const failing = calendars.filter(({ failing_since }) => failing_since !== null);
  if (failing.length === 0) return null;
  return (
    <Alert tone="warning" isNews={false} title={failing.length === 1 ? `Your calendar ${failing[0]?.label ?? ""} cannot be read` : `${failing.length} of your calendars cannot be read`}>
      <p>{failing[0]?.failure} New appointments in it do not block your times.</p>
      <Link href="/coach/availability#calendars" className="underline underline-offset-4 hover:text-brand">
        See the calendars
      </Link>
    </Alert>
  );
}
