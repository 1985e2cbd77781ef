import "server-only";
import { MailError } from "@/lib/integrations/email/mail-error";
import { type Mail, sendMail } from "@/lib/integrations/email/send-mail";
import { PermanentFailure } from "@/lib/jobs/queue";
import type { OutboxTask } from "@/lib/outbox/schema";
import { accountMail } from "./account-mail";
import { bookingMail } from "./booking-mail";

type MailTask = Extract<OutboxTask, { kind: "mail" }>;

/**
 * Renders and sends the mail of one outbox row. The row's id is Resend's idempotency key, so a row that is run again after
 * a crash sends nothing twice.
 */
export async function sendTaskMail({ task, idempotency_key }: { task: MailTask; idempotency_key: string }): Promise<void> {
  const { to, content, attachments } = await compose(task);
  const mail: Mail = { to, ...content, ...(attachments && { attachments }), idempotency_key };
  try {
    await sendMail(mail);
  } catch (error) {
    if (error instanceof MailError && !error.should_retry) throw new PermanentFailure(error.message);
    throw error;
  }
}

async function compose(task: MailTask) {
  switch (task.template) {
    case "welcome":
    case "password-reset":
      return accountMail({ ...task, template: task.template });
    default:
      return bookingMail({ ...task, template: task.template });
  }
}

