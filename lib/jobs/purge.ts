import "server-only";
import { policy } from "@/lib/config/policy";
import { collections } from "@/lib/db/collections";

/** Forgets rows that are over; dead letters stay until an admin decides about them. Links that let somebody in go the day after they were sent. */
export async function purgeDone(now: Date): Promise<string> {
  const before = (days: number) => new Date(now.getTime() - days * 86_400_000);
  const isOver = (days: number) => ({ status: { $in: ["done" as const, "discarded" as const] }, done_at: { $lt: before(days) } });
  const { outbox, webhook_events } = collections();
  const gone = [
    await outbox.deleteMany({ ...isOver(policy.done_secrets_kept_days), "task.secret_url": { $exists: true } }),
    await outbox.deleteMany(isOver(policy.done_rows_kept_days)),
    await webhook_events.deleteMany(isOver(policy.done_rows_kept_days)),
  ];
  return `${gone.reduce((sum, { deletedCount }) => sum + deletedCount, 0)} rows`;
}
