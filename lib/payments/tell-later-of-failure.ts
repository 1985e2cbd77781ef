import "server-only";
import { policy } from "@/lib/config/policy";
import { isPackage } from "@/lib/packages/rules";
import { addTask, postponeTask } from "@/lib/outbox/store";
import type { PaymentDocument } from "./schema";

/**
 * A declined card is told by the checkout at once; the mail is for who has left it. So it waits a little after the last
 * failure, there is one for the whole booking, and it finds out then whether the time is still held and unpaid.
 */
export async function tellLaterOfFailure({ booking_id, consumer_id: recipient_id }: PaymentDocument, now: Date): Promise<void> {
  // No time is held for a package: its order waits on its page.
  if (isPackage(booking_id)) return;
  const key = `mail:payment-failed:${booking_id}:${recipient_id}`;
  const run_at = new Date(now.getTime() + policy.failed_payment_mail_minutes * 60_000);
  await addTask({ key, task: { kind: "mail", template: "payment-failed", recipient_id, booking_id }, now, run_at });
  await postponeTask({ key, run_at });
}
