import { CalendarDays } from "lucide-react";
import type { Metadata } from "next";
import { TaughtSessionRow } from "@/components/coach-room/taught-session-row";
import { PageHeading } from "@/components/layout/page-heading";
import { EmptyState } from "@/components/ui/empty-state";
import { requireRole } from "@/lib/auth/session";
import { listComingTaughtSessions } from "@/lib/bookings/read-taught-sessions";
import { zoneLabel } from "@/lib/core/format-time";
import { getViewerZone } from "@/lib/http/viewer";

export const metadata: Metadata = { title: "My room", robots: { index: false } };

/** The coach's room, as far as it is furnished: the sessions that clients have booked. */
export default async function CoachRoomPage() {
  const user = await requireRole("tutor", { next: "/coach" });
  const now = new Date();
  const [sessions, { zone }] = await Promise.all([listComingTaughtSessions(user.id, now), getViewerZone()]);
  return (
    <div className="mx-auto flex max-w-3xl flex-col gap-10">
      <PageHeading title="My room">Times in {zoneLabel(zone, now)}.</PageHeading>
      {sessions.length === 0 ? (
        <EmptyState icon={CalendarDays} title="No session is booked yet">
          As soon as a client books and pays, the session stands here, and you have a mail with a calendar entry.
        </EmptyState>
      ) : (
        <section className="flex flex-col gap-4">
          <h2 className="text-h3">Coming up</h2>
          <ul className="flex flex-col gap-3">
            {sessions.map((session) => (
              <TaughtSessionRow key={session.id} session={session} zone={zone} now={now} />
            ))}
          </ul>
        </section>
      )}
    </div>
  );
}
