import "server-only";
import type { ClientSession } from "mongodb";
import { newId } from "@/lib/core/id";
import { withTransaction } from "@/lib/db/client";
import { TransactionConflict } from "@/lib/db/errors";
import { batch_size } from "@/lib/integrations/email/send-batch";
import { NotYet } from "@/lib/jobs/failures";
import { wake } from "@/lib/jobs/wake";
import { quietUntil } from "@/lib/notifications/quiet-hours";
import { findUsers } from "@/lib/users/store";
import { addBatchTask } from "./add-batch-task";
import { sortOut } from "./count-audience";
import type { AnnouncementDocument, Batch, LeftOutReason } from "./schema";
import { countLeftOut, delayDeliveries, endDeliveries, findAnnouncement, findNextPending, listPending, moveTo, openBatch } from "./store";

type Order = { announcement: AnnouncementDocument; now: Date; session: ClientSession };

/**
 * Decides about the next hundred people, as things stand now, and writes down to whom of them a mail will be handed over.
 * null where that is nobody: then either all is over, or the task of the next hundred is written. Throws NotYet while all
 * who are left have quiet hours.
 */
export async function formBatch({ _id: id, leg }: AnnouncementDocument, now: Date): Promise<Batch | null> {
  const batch = await withTransaction(async (session) => {
    const announcement = await findAnnouncement(id, session);
    if (announcement?.status !== "sending" || announcement.leg !== leg) return null;
    // Another worker was quicker.
    if (announcement.batch) return announcement.batch;
    return decide({ announcement, now, session });
  });
  wake("outbox");
  return batch;
}

async function decide({ announcement, now, session }: Order): Promise<Batch | null> {
  const { _id: id, leg } = announcement;
  const due = await listPending({ announcement_id: id, now, limit: batch_size, session });
  if (due.length === 0) return finish({ announcement, now, session });

  const sorted = await sortOut(await findUsers(due.map(({ user_id }) => user_id)));
  const known = new Set(sorted.map(({ reader }) => reader._id));
  const leftOut = new Map<LeftOutReason, string[]>([["deleted", due.map(({ user_id }) => user_id).filter((user_id) => !known.has(user_id))]]);
  const recipients: Batch["recipients"] = [];
  const sleepers: { user_id: string; until: Date }[] = [];
  for (const { reader, left_out_because: reason } of sorted) {
    const until = reason ? null : quietUntil(reader, now);
    if (reason) leftOut.set(reason, [...(leftOut.get(reason) ?? []), reader._id]);
    else if (until) sleepers.push({ user_id: reader._id, until });
    else recipients.push({ user_id: reader._id, to: reader.email });
  }

  for (const [reason, user_ids] of leftOut) await endDeliveries({ announcement_id: id, user_ids, end: { state: "left_out", reason }, now, session });
  await delayDeliveries({ announcement_id: id, sleepers, session });
  const counts = Object.fromEntries([...leftOut].map(([reason, user_ids]) => [`counts.left_out.${reason}`, user_ids.length]));
  // A batch of nobody is counted too, since the next task goes by that number.
  await countLeftOut({ id, counts: { ...counts, ...(recipients.length === 0 && { batches: 1 }) }, session });
  if (recipients.length === 0) {
    await addBatchTask({ announcement: { _id: id, leg, batches: announcement.batches + 1 }, now, session });
    return null;
  }
  const batch: Batch = { key: `announcement:${newId("outbox")}`, recipients, tries: 0 };
  // Read in this transaction, so it cannot be otherwise; and half of a decision must not stand.
  if (!(await openBatch({ id, leg, batch, session }))) throw new TransactionConflict();
  return batch;
}

async function finish({ announcement, now, session }: Order): Promise<null> {
  const next = await findNextPending(announcement._id, session);
  if (next) throw new NotYet(next.not_before, `announcement ${announcement._id}: the last readers have quiet hours`);
  await moveTo({ id: announcement._id, to: "sent", changes: { ended_at: now, mail: null }, now, session });
  return null;
}
