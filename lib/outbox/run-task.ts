import "server-only";
import { expandAudience } from "@/lib/announcements/expand-audience";
import { sendNextBatch } from "@/lib/announcements/send-next-batch";
import { completeWhenDue } from "@/lib/bookings/complete-session";
import { settleImage } from "@/lib/images/settle-image";
import { destroyAsset } from "@/lib/integrations/cloudinary/assets";
import { forgetCustomer } from "@/lib/integrations/stripe/customers";
import { PermanentFailure } from "@/lib/jobs/failures";
import { sendTaskMail } from "@/lib/mails/send-task-mail";
import { expirePackage } from "@/lib/packages/expire-package";
import { executeRefund } from "@/lib/refunds/execute-refund";
import { executeReversal } from "@/lib/transfers/execute-reversal";
import { executeTransfer } from "@/lib/transfers/execute-transfer";
import type { OutboxDocument } from "./schema";

/** Resend knows a mail again by its key for 24 hours: https://resend.com/docs/dashboard/emails/idempotency-keys */
const keyLivesMs = 23 * 3_600_000;

/** Carries out one row. Every task bears being run again: a worker may die after the deed and before it is written down. */
export async function runTask({ _id, task, unanswered_since }: OutboxDocument, now: Date): Promise<void> {
  switch (task.kind) {
    case "mail":
      if (unanswered_since && now.getTime() - unanswered_since.getTime() > keyLivesMs) throw new PermanentFailure(mayHaveCome);
      return sendTaskMail({ task, idempotency_key: _id, now });
    case "announcement-expand":
      return expandAudience(task, now);
    case "announcement-batch":
      return sendNextBatch(task, now);
    case "refund":
      return executeRefund(task.refund_id, now);
    case "transfer":
      return executeTransfer(task.transfer_id, now);
    case "transfer-reversal":
      return executeReversal(task.reversal_id, now);
    case "forget-customer":
      return forgetCustomer(task.customer_id);
    case "complete-booking":
      return completeWhenDue(task, now);
    case "expire-package":
      return expirePackage(task.purchase_id, now);
    case "destroy-image":
      return destroyAsset(task);
    case "settle-image":
      return settleImage(task.public_id, now);
  }
}

/** A mail that may have gone out is never sent a second time without somebody saying so. */
const mayHaveCome = "Resend did not answer when this mail was handed over, and that is too long ago to ask again safely: it may have arrived.";
