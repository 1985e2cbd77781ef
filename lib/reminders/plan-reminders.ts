import "server-only";
import type { ClientSession } from "mongodb";
import type { BookingDocument } from "@/lib/bookings/schema";
import type { ReminderLead } from "@/lib/outbox/schema";
import { addTasks } from "@/lib/outbox/store";

const leads: Record<ReminderLead, number> = { day: 24 * 3_600_000, hour: 3_600_000 };

/**
 * Plans what reminds both parties of a session that was just booked or moved, in the transaction that did it. Moments that lie
 * behind `now` are left out; a later version of the booking plans its own, and the rows of this one find themselves out of date.
 */
export async function planReminders({ booking, now, session }: { booking: BookingDocument; now: Date; session: ClientSession }): Promise<void> {
  const { _id: booking_id, version, consumer_id, tutor_user_id, starts_at } = booking;
  const reminders = (Object.keys(leads) as ReminderLead[]).flatMap((lead) => {
    const run_at = new Date(starts_at.getTime() - leads[lead]);
    if (run_at.getTime() <= now.getTime()) return [];
    return [consumer_id, tutor_user_id].map((recipient_id) => {
      const key = `mail:session-reminder:${lead}:${booking_id}:${version}:${recipient_id}`;
      return { key, task: { kind: "mail" as const, template: "session-reminder" as const, recipient_id, booking_id, version, lead }, now, run_at };
    });
  });
  await addTasks(reminders, session);
}
