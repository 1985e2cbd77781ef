import "server-only";
import { MailError } from "@/lib/integrations/email/mail-error";
import { type Mail, sendMail } from "@/lib/integrations/email/send-mail";
import { PermanentFailure } from "@/lib/jobs/queue";
import type { MailTask } from "@/lib/outbox/schema";
import { accountMail, type ComposedMail } from "./account-mail";
import { type BookingTask, bookingMail } from "./booking-mail";
import { coachMail } from "./coach-mail";
import { serviceMail } from "./service-mail";

/**
 * Renders and sends the mail of one outbox row. The row's id is Resend's idempotency key, so a row that is run again after
 * a crash sends nothing twice.
 */
export async function sendTaskMail({ task, idempotency_key, now }: { task: MailTask; idempotency_key: string; now: Date }): Promise<void> {
  const { to, content, attachments } = await compose(task, now);
  const mail: Mail = { to, ...content, ...(attachments && { attachments }), idempotency_key };
  try {
    await sendMail(mail);
  } catch (error) {
    if (error instanceof MailError && !error.should_retry) throw new PermanentFailure(error.message);
    throw error;
  }
}

function compose(task: MailTask, now: Date): Promise<ComposedMail> {
  switch (task.template) {
    case "welcome":
    case "password-reset":
      return accountMail({ ...task, template: task.template });
    case "address-change":
    case "address-change-notice":
    case "security-notice":
      return accountMail(task);
    case "coach-approval":
    case "coach-changes-requested":
    case "coach-suspended":
    case "calendar-failed":
      return coachMail(task);
    case "service-alert":
      return serviceMail(task);
    default:
      return bookingMail(task as BookingTask, now);
  }
}
