import "server-only";
import type { ClientSession } from "mongodb";
import { policy } from "@/lib/config/policy";
import { addTask } from "@/lib/outbox/store";
import { noticesBefore } from "./rules";
import type { PackagePurchaseDocument } from "./schema";

/**
 * Plans that its client is told before a package runs out, and that it ends then; in the transaction that makes the date true. A
 * date that was extended plans its own, and the rows of the old one find themselves out of date.
 */
export async function planPackageTasks({ purchase, now, session }: { purchase: PackagePurchaseDocument; now: Date; session: ClientSession }): Promise<void> {
  const { _id: purchase_id, consumer_id: recipient_id, expires_at } = purchase;
  if (!expires_at) throw new Error(`${purchase_id} has no end`);
  const about = `${purchase_id}:${expires_at.toISOString()}`;
  for (const { days, at } of noticesBefore(expires_at, now, policy.packages.notice_days)) {
    const task = { kind: "mail", template: "package-expiring", recipient_id, purchase_id, days, expires_at } as const;
    await addTask({ key: `mail:package-expiring:${days}:${about}`, task, now, run_at: at, session });
  }
  await addTask({ key: `expire-package:${about}`, task: { kind: "expire-package", purchase_id }, now, run_at: expires_at, session });
}
