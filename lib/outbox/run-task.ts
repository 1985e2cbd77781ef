import "server-only";
import { sendTaskMail } from "@/lib/mails/send-task-mail";
import { executeRefund } from "@/lib/payments/refund-payment";
import type { OutboxDocument } from "./schema";

/** Carries out one row. Every task bears being run again: a worker may die after the deed and before it is written down. */
export async function runTask({ _id, task }: OutboxDocument, now: Date): Promise<void> {
  switch (task.kind) {
    case "mail":
      return sendTaskMail({ task, idempotency_key: _id });
    case "refund":
      return executeRefund(task.payment_id, now);
  }
}
