import { Video } from "lucide-react";
import Link from "next/link";
import { buttonStyle } from "@/components/ui/button-style";
import type { RoomSession } from "@/lib/coach-room/read-room";
import { formatClock } from "@/lib/core/format-time";
import { formatMoney } from "@/lib/core/money";

interface DaySessionsProps {
  sessions: RoomSession[];
  zone: string;
  now: Date;
  /** Shown on the session that is on or begins within the quarter of an hour. */
  meetingUrl: string | null;
}

const join_minutes_before = 15;

/** The sessions of one day as lines of a programme: time, subject, client. */
export function DaySessions({ sessions, zone, now, meetingUrl }: DaySessionsProps) {
  return (
    <ul className="flex flex-col divide-y divide-hairline rounded-card border border-hairline bg-card">
      {sessions.map((session) => {
        const [starts_at, ends_at] = [new Date(session.starts_at), new Date(session.ends_at)];
        const isOn = starts_at.getTime() - now.getTime() < join_minutes_before * 60_000 && ends_at > now;
        return (
          <li key={session.id} className="relative flex flex-wrap items-center gap-x-4 gap-y-2 p-4 transition-colors hover:bg-muted/50">
            <p className={`figures w-20 shrink-0 ${ends_at <= now ? "text-quiet" : "font-semibold"}`}>
              {formatClock(starts_at, zone)}
              <span className="block text-sm font-normal text-quiet">{session.duration_minutes} min</span>
            </p>
            <div className="min-w-0 flex-1">
              <h4 className="font-sans text-base font-medium tracking-normal">
                <Link href={`/coach/bookings/${session.id}`} className="after:absolute after:inset-0">
                  {session.subject} with {session.client_name}
                </Link>
              </h4>
              <p className="truncate text-sm text-quiet">{session.note ?? (ends_at <= now ? "Over" : session.modality === "online" ? "Online" : (session.place ?? "In person"))}</p>
            </div>
            {isOn && meetingUrl && session.modality !== "in_person" ? (
              <a href={meetingUrl} target="_blank" rel="noopener noreferrer" className={`${buttonStyle({ size: "small" })} relative`}>
                <Video aria-hidden="true" className="size-4" />
                Join<span className="sr-only"> (opens in a new tab)</span>
              </a>
            ) : (
              <p className="figures shrink-0 text-sm text-quiet">{formatMoney(session.receives)}</p>
            )}
          </li>
        );
      })}
    </ul>
  );
}
