import { zoneClock } from "@/lib/core/time";
import type { BookingDocument } from "@/lib/bookings/schema";
import type { MailTask } from "@/lib/outbox/schema";
import type { UserDocument } from "@/lib/users/schema";
import { patienceOf, urgent_within_ms } from "./rules";

type Sleeper = Pick<UserDocument, "timezone" | "notice_settings">;

/**
 * When the person's quiet hours end, where it is inside of them now; else null. They are wall clock: in the night in which
 * the clocks change they are an hour shorter or longer, and end when the clock on the wall says so.
 */
export function quietUntil({ timezone, notice_settings }: Sleeper, now: Date): Date | null {
  const hours = notice_settings?.quiet_hours;
  if (!hours) return null;
  const clock = zoneClock(timezone, now, now);
  const today = clock.dayOf(now.getTime());
  const nights = hours.end_minute > hours.start_minute ? 0 : 1;
  // What began yesterday may last until this morning.
  for (const day of [today - 1, today]) {
    const from = clock.instantOf(day, hours.start_minute);
    const until = clock.instantOf(day + nights, hours.end_minute);
    if (from <= now.getTime() && now.getTime() < until) return new Date(until);
  }
  return null;
}

/**
 * Until when a mail waits because its reader sleeps, or null where it goes now. What changes a session never waits past the
 * moment 24 hours before it, when reminders begin; and what one did oneself, at night, is answered at night.
 */
export function mailWaitsUntil(
  task: MailTask,
  { reader, booking, now }: { reader: Sleeper & { _id: string }; booking: BookingDocument | null; now: Date },
): Date | null {
  const patience = patienceOf(task.template);
  const until = patience === "never" ? null : quietUntil(reader, now);
  if (!until || patience === "always") return until;
  if (!booking || isOwnAct(task, booking)) return null;
  const starts = [booking.starts_at, ...(task.template === "session-rescheduled" ? [task.from.starts_at] : [])];
  const wakes = Math.min(until.getTime(), ...starts.map((start) => start.getTime() - urgent_within_ms));
  return wakes > now.getTime() ? new Date(wakes) : null;
}

function isOwnAct(task: MailTask, { consumer_id, status }: BookingDocument): boolean {
  const isClient = task.recipient_id === consumer_id;
  if (task.template === "session-rescheduled") return task.moved_by === (isClient ? "client" : "coach");
  return task.template === "session-canceled" && status === (isClient ? "canceled_by_consumer" : "canceled_by_tutor");
}
