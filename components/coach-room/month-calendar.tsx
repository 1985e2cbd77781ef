import { ChevronLeft, ChevronRight } from "lucide-react";
import Link from "next/link";
import { classNames } from "@/components/ui/class-names";
import type { CoachRoom, RoomSession } from "@/lib/coach-room/read-room";
import { formatClock } from "@/lib/core/format-time";
import { nextMonth } from "@/lib/coach-room/month-grid";

const names = [["Mon", "Monday"], ["Tue", "Tuesday"], ["Wed", "Wednesday"], ["Thu", "Thursday"], ["Fri", "Friday"], ["Sat", "Saturday"], ["Sun", "Sunday"]] as const;

/** The month as a page of a calendar: times where there is room for them, on a phone the number of sessions. */
export function MonthCalendar({ room }: { room: CoachRoom }) {
  const { month, weeks, today, sessions, profile } = room;
  return (
    <section aria-labelledby="month" className="flex flex-col gap-4">
      <div className="flex items-center justify-between gap-4">
        <h2 id="month" className="text-h3">
          {monthName(month)}
        </h2>
        <div className="flex gap-1">
          <MonthLink month={nextMonth(month, -1)} label="Previous month" Icon={ChevronLeft} />
          <MonthLink month={nextMonth(month, 1)} label="Next month" Icon={ChevronRight} />
        </div>
      </div>
      <table className="w-full table-fixed border-separate border-spacing-0 overflow-hidden rounded-card border border-hairline bg-card">
        <thead>
          <tr>
            {names.map(([short, long]) => (
              <th key={short} scope="col" abbr={long} className="border-b border-hairline py-2 text-center text-sm font-medium text-quiet">
                {short}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {weeks.map((week) => (
            <tr key={week[0]}>
              {week.map((date) => (
                <Day key={date} date={date} isOther={!date.startsWith(month)} isToday={date === today} sessions={sessions.filter((session) => session.date === date)} zone={profile.timezone} />
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

function MonthLink({ month, label, Icon }: { month: string; label: string; Icon: typeof ChevronLeft }) {
  return (
    <Link href={`/coach?month=${month}#month`} scroll={false} className="grid size-11 place-items-center rounded-control hover:bg-muted">
      <Icon aria-hidden="true" className="size-5" />
      <span className="sr-only">{label}</span>
    </Link>
  );
}

const lines_shown = 3;

function Day({ date, isOther, isToday, sessions, zone }: { date: string; isOther: boolean; isToday: boolean; sessions: RoomSession[]; zone: string }) {
  const first = sessions[0];
  return (
    <td className={classNames("relative h-14 border-t border-l border-hairline p-1 align-top first:border-l-0 sm:h-24 sm:p-1.5", isOther && "bg-paper text-quiet")}>
      <span aria-current={isToday ? "date" : undefined} className={classNames("figures grid size-6 place-items-center rounded-full text-sm", isToday && "bg-brand font-semibold text-on-brand")}>
        {Number(date.slice(8))}
      </span>
      {first && (
        <Link href={`/coach/bookings/${first.id}`} className="absolute inset-0 grid place-items-end p-1 sm:hidden">
          <span className="grid size-5 place-items-center self-end rounded-full bg-brand-tint text-xs font-semibold text-brand">
            {sessions.length}
            <span className="sr-only">{sessions.length === 1 ? " session" : " sessions"}, open the first</span>
          </span>
        </Link>
      )}
      <ul className="mt-1 hidden flex-col gap-0.5 sm:flex">
        {sessions.slice(0, lines_shown).map((session) => (
          <li key={session.id}>
            <Link
              href={`/coach/bookings/${session.id}`}
              title={`${session.subject} with ${session.client_name}`}
              className="figures block truncate rounded bg-brand-tint px-1 text-xs leading-5 text-brand hover:bg-brand hover:text-on-brand"
            >
              {formatClock(new Date(session.starts_at), zone).replace(":00", "")}
              <span className="sr-only">
                , {session.subject} with {session.client_name}
              </span>
            </Link>
          </li>
        ))}
        {sessions.length > lines_shown && <li className="px-1 text-xs text-quiet">{sessions.length - lines_shown} more</li>}
      </ul>
    </td>
  );
}

const monthFormat = new Intl.DateTimeFormat("en-US", { month: "long", year: "numeric", timeZone: "UTC" });

function monthName(month: string): string {
  return monthFormat.format(new Date(`${month}-01T00:00:00Z`));
}
