import "server-only";
import { findBooking } from "@/lib/bookings/store";
import { NoLongerNeeded, NotYet } from "@/lib/jobs/queue";
import { mailWaitsUntil } from "@/lib/notifications/quiet-hours";
import { wantsMail } from "@/lib/notifications/rules";
import type { MailTask } from "@/lib/outbox/schema";
import type { SessionFacts } from "./account-mail";
import { requireRecipient } from "./recipient";

/**
 * Asks the reader's settings at the moment of sending; `facts` are what the mail was just made of, where it is about a session.
 * Throws NoLongerNeeded for what they turned off, NotYet in their quiet hours.
 */
export async function requireWelcome(task: MailTask, facts: SessionFacts | undefined, now: Date): Promise<void> {
  const reader = facts?.user ?? (await requireRecipient(task.recipient_id));
  if (!wantsMail(reader, task)) throw new NoLongerNeeded(`${task.template}: turned off by ${reader._id}`);
  const booking = facts?.booking ?? ("booking_id" in task && task.booking_id ? await findBooking(task.booking_id) : null);
  const until = mailWaitsUntil(task, { reader, booking, now });
  if (until) throw new NotYet(until, `${task.template}: ${reader._id} has quiet hours`);
}
