import { formatLongDay } from "@/lib/core/format-time";
import type { CoachRoom } from "@/lib/coach-room/read-room";
import { addDays } from "@/lib/core/time";
import { DaySessions } from "./day-sessions";

interface ComingDaysProps {
  room: CoachRoom;
  now: Date;
}

/** Today, whatever it holds, and those of the six days after it that hold something. */
export function ComingDays({ room, now }: ComingDaysProps) {
  const { sessions, today, profile } = room;
  const on = (date: string) => sessions.filter((session) => session.date === date);
  const later = [1, 2, 3, 4, 5, 6].map((days) => addDays(today, days)).filter((date) => on(date).length > 0);
  const shared = { zone: profile.timezone, now, meetingUrl: profile.meeting_url };
  return (
    <>
      <section aria-labelledby="today" className="flex flex-col gap-4">
        <h2 id="today" className="text-h3">
          Today <span className="font-sans text-base font-normal tracking-normal text-quiet">{formatLongDay(now, profile.timezone)}</span>
        </h2>
        {on(today).length > 0 ? <DaySessions sessions={on(today)} {...shared} /> : <p className="text-quiet">No session today.</p>}
      </section>
      <section aria-labelledby="this-week" className="flex flex-col gap-4">
        <h2 id="this-week" className="text-h3">
          The next six days
        </h2>
        {later.length === 0 && <p className="text-quiet">Nothing is booked yet.</p>}
        {later.map((date) => (
          <div key={date} className="flex flex-col gap-2">
            <h3 className="font-sans text-base font-medium tracking-normal text-quiet">{dayName(date)}</h3>
            <DaySessions sessions={on(date)} {...shared} />
          </div>
        ))}
      </section>
    </>
  );
}

/** A date of the coach's calendar has no zone any more. */
function dayName(date: string): string {
  return formatLongDay(new Date(`${date}T00:00:00Z`), "UTC").replace(/, \d{4}$/, "");
}
