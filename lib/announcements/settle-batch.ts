import "server-only";
import { withTransaction } from "@/lib/db/client";
import type { BatchAnswer } from "@/lib/integrations/email/send-batch";
import { causeOf } from "@/lib/jobs/rules";
import { wake } from "@/lib/jobs/wake";
import { addBatchTask } from "./add-batch-task";
import type { AnnouncementDelivery, Batch } from "./schema";
import { closeBatch, endEach } from "./store";

type End = Pick<AnnouncementDelivery, "state"> & Partial<AnnouncementDelivery>;

interface Settlement {
  announcement_id: string;
  batch: Batch;
  /** How it ended for the one at that place. */
  endOf: (index: number) => End;
  now: Date;
}

/** Writes down how a batch ended, once, and the task of the next one where sending goes on: all of it, or nothing. */
export async function settleBatch({ announcement_id, batch, endOf, now }: Settlement): Promise<void> {
  const ends = batch.recipients.map(({ user_id }, index) => ({ user_id, end: endOf(index) }));
  const counts: Record<string, number> = {};
  for (const { end } of ends) counts[`counts.${end.state}`] = (counts[`counts.${end.state}`] ?? 0) + 1;
  await withTransaction(async (session) => {
    const announcement = await closeBatch({ id: announcement_id, key: batch.key, counts, session });
    if (!announcement) return;
    await endEach({ announcement_id, ends, now, session });
    if (announcement.status === "sending") await addBatchTask({ announcement, now, session });
  });
  wake("outbox");
}

/** As Resend answered: each mail has its id, or was refused for what its address is. */
export function asAnswered({ ids, refused }: BatchAnswer): (index: number) => End {
  const reasons = new Map(refused.map(({ index, message }) => [index, causeOf(message)]));
  return (index) => {
    const reason = reasons.get(index);
    return reason === undefined ? { state: "sent", provider_id: ids[index] ?? null } : { state: "refused", reason };
  };
}

/** Resend had it, and does not say under which ids. */
export const asTaken = (): End => ({ state: "sent" });
/** Nobody knows, and nobody shall get it twice. */
export const asUncertain = (): End => ({ state: "uncertain" });
