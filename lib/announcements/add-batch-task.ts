import "server-only";
import type { ClientSession } from "mongodb";
import { addTask } from "@/lib/outbox/store";
import type { AnnouncementDocument } from "./schema";

/** The task of the next batch, once for each batch and leg, however many workers ask for it. */
export function addBatchTask({
  announcement,
  now,
  run_at,
  session,
}: {
  announcement: Pick<AnnouncementDocument, "_id" | "leg" | "batches">;
  now: Date;
  run_at?: Date;
  session: ClientSession;
}): Promise<void> {
  const { _id: announcement_id, leg, batches } = announcement;
  return addTask({
    key: `announcement:${announcement_id}:batch:${leg}:${batches}`,
    task: { kind: "announcement-batch", announcement_id, leg },
    now,
    ...(run_at && { run_at }),
    session,
  });
}
