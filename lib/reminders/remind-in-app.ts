import "server-only";
import { findBooking } from "@/lib/bookings/store";
import { formatClock, formatDay, zoneLabel } from "@/lib/core/format-time";
import { notify } from "@/lib/notifications/notify";
import type { MailTask } from "@/lib/outbox/schema";
import { findTutor } from "@/lib/tutors/store";
import { findUser } from "@/lib/users/store";

type ReminderTask = Extract<MailTask, { template: "session-reminder" }>;

/**
 * The reminder as a line in the app, once for the row of the outbox that reminds, whatever becomes of its mail and however
 * often the row is run. Whether there is still something to remind of is asked by whoever calls.
 */
export async function remindInApp({ task, outbox_id, now }: { task: ReminderTask; outbox_id: string; now: Date }): Promise<void> {
  const { recipient_id: user_id, booking_id, lead } = task;
  const booking = await findBooking(booking_id);
  if (!booking) return;
  const is_for_coach = user_id !== booking.consumer_id;
  const other = is_for_coach ? await findUser(booking.consumer_id) : await findTutor(booking.tutor_id);
  const zone = is_for_coach ? booking.tutor_timezone : booking.consumer_timezone;
  const { starts_at, subject } = booking;
  const at = `${formatClock(starts_at, zone)}, ${zoneLabel(zone, starts_at)}`;
  await notify({
    key: `reminder:${outbox_id}`,
    user_id,
    kind: "reminder",
    lead,
    title: `${subject}${other ? ` with ${other.name}` : ""} ${lead === "hour" ? "in an hour" : "in a day"}`,
    body: lead === "hour" ? `At ${at}. The link to join is on the booking page.` : `${formatDay(starts_at, zone)}, ${at}.`,
    href: `${is_for_coach ? "/coach" : ""}/bookings/${booking_id}`,
    now,
  });
}
