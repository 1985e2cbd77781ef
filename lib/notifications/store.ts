import "server-only";
import type { ClientSession } from "mongodb";
import { newId } from "@/lib/core/id";
import { collections } from "@/lib/db/collections";
import { duplicateKeyFields } from "@/lib/db/errors";
import type { NotificationDocument } from "./schema";

/** Pass the session of the transaction that makes the reason true. A key that is there already is left as it is. */
export async function addNotice({ key, session, now, ...notice }: Omit<NotificationDocument, "_id" | "read_at" | "created_at"> & { now: Date; session?: ClientSession }): Promise<void> {
  const row = { _id: newId("notice"), ...notice, read_at: null, created_at: now };
  await collections()
    .notifications.updateOne({ key }, { $setOnInsert: row }, { upsert: true, ...(session && { session }) })
    .catch((error: unknown) => {
      if (session || !duplicateKeyFields(error)) throw error;
    });
}

/** The newest first. */
export function listUnreadNotices(userId: string, limit: number): Promise<NotificationDocument[]> {
  return collections().notifications.find({ user_id: userId, read_at: null }).sort({ created_at: -1 }).limit(limit).toArray();
}

/** False where the notice is not this person's. */
export async function markNoticeRead({ id, user_id, now }: { id: string; user_id: string; now: Date }): Promise<boolean> {
  const { matchedCount } = await collections().notifications.updateOne({ _id: id, user_id }, [{ $set: { read_at: { $ifNull: ["$read_at", now] } } }]);
  return matchedCount === 1;
}
