import "server-only";
import type { ClientSession } from "mongodb";
import type { BookingDocument } from "@/lib/bookings/schema";
import type { MailTemplate } from "@/lib/outbox/schema";
import { addTasks } from "@/lib/outbox/store";

/** The three mails of a paid session, each once for a version of the booking and a recipient. One from a package was paid for, and receipted, before. */
export async function addConfirmationMails({ booking, now, session }: { booking: BookingDocument; now: Date; session: ClientSession }): Promise<void> {
  const { _id: booking_id, version, consumer_id, tutor_user_id, package_purchase_id } = booking;
  const mails: { template: MailTemplate; recipient_id: string }[] = [
    { template: "booking-confirmation", recipient_id: consumer_id },
    ...(package_purchase_id ? [] : [{ template: "payment-receipt" as const, recipient_id: consumer_id }]),
    { template: "new-booking", recipient_id: tutor_user_id },
  ];
  const tasks = mails.map(({ template, recipient_id }) => {
    const key = `mail:${template}:${booking_id}:${version}:${recipient_id}`;
    return { key, task: { kind: "mail" as const, template, recipient_id, booking_id }, now };
  });
  await addTasks(tasks, session);
}
