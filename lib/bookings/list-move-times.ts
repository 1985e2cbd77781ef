import "server-only";
import { slotTable } from "@/lib/availability/list-slots";
import { policy } from "@/lib/config/policy";
import { AppError } from "@/lib/core/errors";
import { addDays, dateInZone } from "@/lib/core/time";
import { findBookableTutor } from "@/lib/tutors/store";
import { refuse, requireBooking } from "./require-booking";
import { whyNotMove } from "./why-not";

export interface MoveTimes {
  /** The first and the last date that can have a free time, in the asker's zone. */
  first_date: string;
  last_date: string;
  duration_minutes: number;
  days: { date: string; starts: string[] }[];
}

const days_shown = 7;

/**
 * A week of times to which a session can be moved; its own time counts as free for what overlaps it, and is not offered itself.
 * Without `from` the week that begins with the session, or else the first one with a free time.
 */
export async function listMoveTimes(query: { booking_id: string; user_id: string; from?: string | undefined; timezone: string; now: Date }): Promise<MoveTimes> {
  const { booking_id, user_id, from, timezone, now } = query;
  const booking = await requireBooking({ booking_id, user_id, as: "client" });
  refuse(whyNotMove(booking, now));
  const tutor = await findBookableTutor(booking.tutor_id);
  if (!tutor) throw new AppError("conflict", "This coach takes no bookings any more, so the session cannot be moved.", { details: { reason: "coach_gone" } });

  const { duration_minutes } = booking;
  const own = booking.starts_at.toISOString();
  const list = async (first: string, days: number) => {
    const table = await slotTable({ tutor, duration_minutes, from: first, days, timezone, except_booking_id: booking_id }, now);
    return table.days.map(({ date, starts }) => ({ date, starts: starts.filter((start) => start !== own) }));
  };
  const today = dateInZone(now, timezone);
  const dates = { first_date: today, last_date: addDays(today, tutor.availability.horizon_days), duration_minutes };
  if (from) return { ...dates, days: await list(from, days_shown) };

  const week = await list(dateInZone(booking.starts_at, timezone), days_shown);
  if (hasFree(week)) return { ...dates, days: week };
  const all = await list(today, policy.horizon_max_days + days_shown);
  const first = Math.max(0, all.findIndex(({ starts }) => starts.length > 0));
  return { ...dates, days: all.slice(first, first + days_shown) };
}

function hasFree(days: MoveTimes["days"]): boolean {
  return days.some(({ starts }) => starts.length > 0);
}
