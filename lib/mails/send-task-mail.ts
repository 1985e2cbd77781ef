import "server-only";
import { provesAddress, refusalOf } from "@/lib/email-suppressions/rules";
import { findSuppression } from "@/lib/email-suppressions/store";
import { liftSuppression } from "@/lib/integrations/email/lift-suppression";
import { MailError } from "@/lib/integrations/email/mail-error";
import { requireSender } from "@/lib/integrations/email/resend-client";
import { sendMail } from "@/lib/integrations/email/send-mail";
import { NoLongerNeeded, PermanentFailure } from "@/lib/jobs/queue";
import { forgetMail, keepMail, markSent } from "@/lib/outbox/kept-mail";
import type { MailTask } from "@/lib/outbox/schema";
import { remindOfExpiry } from "@/lib/packages/remind-of-expiry";
import { remindInApp } from "@/lib/reminders/remind-in-app";
import { accountMail, type ComposedMail } from "./account-mail";
import { announcementMail } from "./announcement-mail";
import { type BookingTask, bookingMail } from "./booking-mail";
import { coachMail } from "./coach-mail";
import { inviteMail } from "./invite-mail";
import { packageMail } from "./package-mail";
import { requireWelcome } from "./require-welcome";
import { serviceMail } from "./service-mail";

/**
 * Renders and sends the mail of one outbox row. The row's id is Resend's idempotency key, so a row that is run again after
 * a crash sends nothing twice; and the mail is kept with the row from the first try on, because Resend refuses another body
 * under the same key, and what the mail speaks of (a name, a template) may have changed since.
 */
export async function sendTaskMail({ task, idempotency_key, now }: { task: MailTask; idempotency_key: string; now: Date }): Promise<void> {
  try {
    const { to, content, headers, attachments, facts } = await compose(task, now);
    // A reminder that stands comes into the app too: before the mail, so that a mail that fails keeps nobody from it.
    if (task.template === "session-reminder" && facts) await remindInApp({ task, facts, outbox_id: idempotency_key, now });
    if (task.template === "package-expiring") await remindOfExpiry({ task, outbox_id: idempotency_key, now });
    await requireWelcome(task, facts, now);
    await requireDeliverable(task, to);
    const mail = await keepMail(idempotency_key, { to, ...requireSender(), ...content, ...(headers && { headers }), ...(attachments && { attachments }) });
    if (!mail) return;
    const { id } = await sendMail({ ...mail, idempotency_key });
    await markSent(idempotency_key, id);
  } catch (error) {
    const isFinal = error instanceof MailError && !error.should_retry;
    // What was refused for what it is would be refused again: a replay after the cause was mended renders it anew.
    if (isFinal || error instanceof NoLongerNeeded || error instanceof PermanentFailure) await forgetMail(idempotency_key);
    throw isFinal ? new PermanentFailure(error.message) : error;
  }
}

/** Nothing is sent where it would come back or is not wanted. A mail that proves an address is the way out of that, and is tried. */
async function requireDeliverable(task: MailTask, to: string): Promise<void> {
  const suppression = await findSuppression(to);
  const refusal = refusalOf(task.template, suppression);
  if (refusal) throw new NoLongerNeeded(`${task.template} was not sent: ${refusal}`);
  if (suppression?.undeliverable && provesAddress(task.template)) await liftSuppression(to);
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
    case "payout-sent":
    case "sponsorship-action-required":
    case "sponsorship-payment-failed":
    case "calendar-failed":
      return coachMail(task);
    case "package-bought":
    case "package-sold":
    case "package-expiring":
    case "package-ended":
      return packageMail(task, now);
    case "service-alert":
      return serviceMail(task);
    case "announcement":
      return announcementMail(task);
    case "invite":
      return inviteMail(task, now);
    default:
      return bookingMail(task as BookingTask, now);
  }
}
