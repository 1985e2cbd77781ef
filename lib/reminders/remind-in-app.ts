import "server-only";
import type { BookingDocument } from "@/lib/bookings/schema";
import { formatClock, formatDay, zoneLabel } from "@/lib/core/format-time";
import { notify } from "@/lib/notifications/notify";
import type { MailTask } from "@/lib/outbox/schema";
import type { TutorDocument } from "@/lib/tutors/schema";
import type { UserDocument } from "@/lib/users/schema";

type ReminderTask = Extract<MailTask, { template: "session-reminder" }>;

interface Reminder {
  task: ReminderTask;
  /** As they were just read; `user` is who is reminded. */
  facts: { booking: BookingDocument; tutor: TutorDocument; consumer: UserDocument; user: UserDocument };
  outbox_id: string;
  now: Date;
}

/**
 * The reminder as a line in the app, once for the row of the outbox that reminds, whatever becomes of its mail and however
 * often the row is run. Whether there is still something to remind of is asked by whoever calls.
 */
export async function remindInApp({ task, facts, outbox_id, now }: Reminder): Promise<void> {
  const { recipient_id: user_id, booking_id, lead } = task;
  const { booking, tutor, consumer, user } = facts;
  const is_for_coach = user_id !== booking.consumer_id;
  const other = is_for_coach ? consumer : tutor;
  const zone = is_for_coach ? booking.tutor_timezone : booking.consumer_timezone;
  const { starts_at, subject } = booking;
  const at = `${formatClock(starts_at, zone)}, ${zoneLabel(zone, starts_at)}`;
  await notify({
    key: `reminder:${outbox_id}`,
    user_id,
    user,
    kind: "reminder",
    lead,
    title: `${subject} with ${other.name} ${lead === "hour" ? "in an hour" : "in a day"}`,
    body: lead === "hour" ? `At ${at}. The link to join is on the booking page.` : `${formatDay(starts_at, zone)}, ${at}.`,
    href: `${is_for_coach ? "/coach" : ""}/bookings/${booking_id}`,
    now,
  });
}
