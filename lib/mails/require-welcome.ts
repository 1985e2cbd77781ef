import "server-only";
import { findBooking } from "@/lib/bookings/store";
import { NoLongerNeeded, NotYet } from "@/lib/jobs/queue";
import { mailWaitsUntil } from "@/lib/notifications/quiet-hours";
import { wantsMail } from "@/lib/notifications/rules";
import type { MailTask } from "@/lib/outbox/schema";
import { requireRecipient } from "./recipient";

/** Asks the reader's settings at the moment of sending. Throws NoLongerNeeded for what they turned off, NotYet in their quiet hours. */
export async function requireWelcome(task: MailTask, now: Date): Promise<void> {
  const reader = await requireRecipient(task.recipient_id);
  if (!wantsMail(reader, task)) throw new NoLongerNeeded(`${task.template}: turned off by ${reader._id}`);
  const booking = "booking_id" in task && task.booking_id ? await findBooking(task.booking_id) : null;
  const until = mailWaitsUntil(task, { reader, booking, now });
  if (until) throw new NotYet(until, `${task.template}: ${reader._id} has quiet hours`);
}
