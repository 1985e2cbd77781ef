import Link from "next/link";
import { Alert } from "@/components/ui/alert";
import type { TaughtSessionView } from "@/lib/bookings/taught-session-view";
import { formatRange } from "@/lib/core/format-time";

/** Booked sessions that the hours do not cover. A change of hours cancels nothing, so the coach must know. */
export function StrandedSessions({ sessions, zone }: { sessions: TaughtSessionView[]; zone: string }) {
  if (sessions.length === 0) return null;
  const count = sessions.length === 1 ? "One booked session is" : `${sessions.length} booked sessions are`;
  return (
    <Alert tone="warning" title={`${count} outside of these hours`}>
      <p>They take place as booked. If you cannot keep one, open it and say so to your client.</p>
      <ul className="mt-2 flex flex-col gap-1">
        {sessions.slice(0, shown_at_most).map((session) => (
          <li key={session.id}>
            <Link href={`/coach/bookings/${session.id}`} className="figures underline underline-offset-4 hover:text-brand">
              {formatRange({ starts_at: new Date(session.starts_at), ends_at: new Date(session.ends_at) }, zone)}
            </Link>{" "}
            with {session.client_name}
          </li>
        ))}
      </ul>
      {sessions.length > shown_at_most && <p className="mt-1">and {sessions.length - shown_at_most} more</p>}
    </Alert>
  );
}

const shown_at_most = 6;
