import "server-only";
import { MailError } from "@/lib/integrations/email/mail-error";
import { type Mail, sendMail } from "@/lib/integrations/email/send-mail";
import { NoLongerNeeded, PermanentFailure } from "@/lib/jobs/queue";
import type { MailTask } from "@/lib/outbox/schema";
import { remindInApp } from "@/lib/reminders/remind-in-app";
import { accountMail, type ComposedMail } from "./account-mail";
import { type BookingTask, bookingMail } from "./booking-mail";
import { coachMail } from "./coach-mail";
import { requireWelcome } from "./require-welcome";

/**
 * Renders and sends the mail of one outbox row. The row's id is Resend's idempotency key, so a row that is run again after
 * a crash sends nothing twice.
 */
export async function sendTaskMail({ task, idempotency_key, now }: { task: MailTask; idempotency_key: string; now: Date }): Promise<void> {
  const { to, content, attachments } = await compose(task, now);
  // A reminder that stands comes into the app too: before the mail, so that a mail that fails keeps nobody from it.
  if (task.template === "session-reminder") await remindInApp({ task, outbox_id: idempotency_key, now });
  await requireWelcome(task, now);
  const mail: Mail = { to, ...content, ...(attachments && { attachments }), idempotency_key };
  try {
    await sendMail(mail);
  } catch (error) {
    // Resend took the mail under this key, and we did not hear of it; since then it would read a little different.
    if (error instanceof MailError && error.reason === "invalid_idempotent_request") throw new NoLongerNeeded("Resend had taken it when it was handed over before");
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
    default:
      return bookingMail(task as BookingTask, now);
  }
}
