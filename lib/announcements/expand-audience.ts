import "server-only";
import type { ClientSession } from "mongodb";
import { withTransaction } from "@/lib/db/client";
import { NoLongerNeeded } from "@/lib/jobs/failures";
import { wake } from "@/lib/jobs/wake";
import type { AnnouncementTask } from "@/lib/outbox/schema";
import { addTask } from "@/lib/outbox/store";
import { addBatchTask } from "./add-batch-task";
import type { Reader } from "./rules";
import type { AnnouncementDelivery, AnnouncementDocument } from "./schema";
import { readSegment } from "./segment";
import { deliveryId, findAnnouncement, insertDeliveries, moveCursor } from "./store";

/** Well within a lease, on a small machine too. */
export const expand_at_once = 500;

/**
 * Writes down the next some who get an announcement, and what comes after: the rest, or the first batch. The rows, the
 * cursor and the task are one transaction, so a worker that dies leaves nobody out, and of two at once one writes nothing.
 */
export async function expandAudience({ announcement_id, after }: Extract<AnnouncementTask, { kind: "announcement-expand" }>, now: Date): Promise<void> {
  const announcement = await findAnnouncement(announcement_id);
  if (!announcement?.started_at || !["sending", "paused"].includes(announcement.status))
    throw new NoLongerNeeded(`announcement ${announcement_id} is ${announcement?.status ?? "gone"}`);
  const { segment, started_at } = announcement;
  const { people, last } = await readSegment({ segment, at: started_at, after, limit: expand_at_once });

  await withTransaction(async (session) => {
    const step = { id: announcement_id, from: after, to: last ?? after, count: people.length, expanded_at: last === null ? now : null };
    if (!(await moveCursor({ ...step, session }))) return;
    await insertDeliveries(
      people.map((person) => deliveryTo(person, announcement_id, now)),
      session,
    );
    await addNext({ announcement_id, last, now, session });
  });
  wake("outbox");
}

async function addNext({
  announcement_id,
  last,
  now,
  session,
}: {
  announcement_id: string;
  last: string | null;
  now: Date;
  session: ClientSession;
}): Promise<void> {
  const announcement = await findAnnouncement(announcement_id, session);
  if (!announcement) return;
  if (last !== null) return addExpandTask({ announcement, now, session });
  // One that is paused goes on with a task of its resuming.
  if (announcement.status === "sending") await addBatchTask({ announcement, now, session });
}

/** The task of the next step from where the last one ended; resuming adds one too, should the one before have been given up. */
export function addExpandTask({
  announcement,
  now,
  session,
}: {
  announcement: Pick<AnnouncementDocument, "_id" | "leg" | "cursor">;
  now: Date;
  session: ClientSession;
}): Promise<void> {
  const { _id: announcement_id, leg, cursor: after } = announcement;
  return addTask({
    key: `announcement:${announcement_id}:expand:${leg}:${after}`,
    task: { kind: "announcement-expand", announcement_id, after },
    now,
    session,
  });
}

function deliveryTo({ _id: user_id }: Reader, announcement_id: string, now: Date): AnnouncementDelivery {
  return {
    _id: deliveryId(announcement_id, user_id),
    announcement_id,
    user_id,
    state: "pending",
    not_before: new Date(0),
    reason: null,
    provider_id: null,
    updated_at: now,
  };
}
