import "server-only";
import { describeTaught } from "@/lib/bookings/read-taught-sessions";
import { listTaughtBetween } from "@/lib/bookings/store";
import type { TaughtSessionView } from "@/lib/bookings/taught-session-view";
import { addDays, dateInZone, startOfDate } from "@/lib/core/time";
import type { NotificationDocument } from "@/lib/notifications/schema";
import { listUnreadNotices } from "@/lib/notifications/store";
import type { OwnProfile } from "@/lib/tutors/own-view";
import { type OwnPerson, readOwnProfile } from "@/lib/tutors/read-own-profile";
import { monthGrid, monthOf } from "./month-grid";

export interface RoomSession extends TaughtSessionView {
  /** The date on which it begins in the coach's zone. */
  date: string;
}

export type RoomNotice = Pick<NotificationDocument, "title" | "body" | "href"> & { id: string; created_at: string };

export interface CoachRoom {
  profile: OwnProfile;
  today: string;
  month: string;
  weeks: string[][];
  /** Everything of the month's weeks and of the seven days from today on, the earliest first. */
  sessions: RoomSession[];
  notices: RoomNotice[];
}

/** What a coach finds on opening the room, by the dates of the coach's own zone. Throws 404 for whoever is no coach. */
export async function readRoom({ user, month: wanted, now }: { user: OwnPerson; month: string | undefined; now: Date }): Promise<CoachRoom> {
  const profile = await readOwnProfile(user, now);
  const today = dateInZone(now, profile.timezone);
  const month = monthOf(wanted, today);
  const weeks = monthGrid(month);
  const [monthSessions, comingSessions, notices] = await Promise.all([
    listDays({ user_id: user.id, timezone: profile.timezone, first: weeks[0]?.[0] ?? today, last: weeks.at(-1)?.at(-1) ?? today, now }),
    listDays({ user_id: user.id, timezone: profile.timezone, first: today, last: addDays(today, 6), now }),
    listUnreadNotices(user.id, 5),
  ]);
  const sessions = [...new Map([...monthSessions, ...comingSessions].map((session) => [session.id, session])).values()];
  return {
    profile,
    today,
    month,
    weeks,
    sessions: sessions.sort((a, b) => a.starts_at.localeCompare(b.starts_at)),
    notices: notices.map(({ _id, title, body, href, created_at }) => ({ id: _id, title, body, href, created_at: created_at.toISOString() })),
  };
}

async function listDays(days: { user_id: string; timezone: string; first: string; last: string; now: Date }): Promise<RoomSession[]> {
  const { user_id, timezone, first, last, now } = days;
  const bookings = await listTaughtBetween({ tutor_user_id: user_id, from: startOfDate(first, timezone), until: startOfDate(addDays(last, 1), timezone) });
  const sessions = await describeTaught(bookings, now);
  return sessions.map((session) => ({ ...session, date: dateInZone(new Date(session.starts_at), timezone) }));
}
