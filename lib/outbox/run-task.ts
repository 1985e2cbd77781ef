import "server-only";
import { completeWhenDue } from "@/lib/bookings/complete-session";
import { settleImage } from "@/lib/images/settle-image";
import { destroyAsset } from "@/lib/integrations/cloudinary/assets";
import { sendTaskMail } from "@/lib/mails/send-task-mail";
import { executeRefund } from "@/lib/refunds/execute-refund";
import type { OutboxDocument } from "./schema";

/** Carries out one row. Every task bears being run again: a worker may die after the deed and before it is written down. */
export async function runTask({ _id, task }: OutboxDocument, now: Date): Promise<void> {
  switch (task.kind) {
    case "mail":
      return sendTaskMail({ task, idempotency_key: _id, now });
    case "refund":
      return executeRefund(task.refund_id, now);
    case "complete-booking":
      return completeWhenDue(task, now);
    case "destroy-image":
      return destroyAsset(task);
    case "settle-image":
      return settleImage(task.public_id, now);
  }
}
