import "server-only";
import type { ClientSession, Filter } from "mongodb";
import { newId } from "@/lib/core/id";
import { collections } from "@/lib/db/collections";
import { duplicateKeyFields } from "@/lib/db/errors";
import type { NoticeKind, NotificationDocument } from "./schema";

type NewRow = Pick<NotificationDocument, "key" | "user_id" | "kind" | "title" | "body" | "href" | "is_urgent"> & { now: Date; session?: ClientSession };

/** For `notify` only, which asks the person's settings. A key that is there already is left as it is. */
export async function insertNotice({ key, session, now, ...notice }: NewRow): Promise<void> {
  const row = { _id: newId("notice"), ...notice, read_at: null, created_at: now, is_unnumbered: true as const };
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

export interface NoticePage {
  user_id: string;
  kind?: NoticeKind;
  /** The last one of the page before. */
  before?: Pick<NotificationDocument, "_id" | "created_at">;
  limit: number;
}

/** A page of all of a person's notices, the newest first. */
export function listNotices({ user_id, kind, before, limit }: NoticePage): Promise<NotificationDocument[]> {
  const older: Filter<NotificationDocument> = before
    ? { $or: [{ created_at: { $lt: before.created_at } }, { created_at: before.created_at, _id: { $lt: before._id } }] }
    : {};
  return collections()
    .notifications.find({ user_id, ...(kind && { kind }), ...older })
    .sort({ created_at: -1, _id: -1 })
    .limit(limit)
    .toArray();
}

/** What became visible after that number, the oldest first; of one person, or of everybody. */
export function listNumberedAfter({ seq, until, user_id, limit }: { seq: number; until?: number; user_id?: string; limit: number }): Promise<NumberedNotice[]> {
  const filter = { ...(user_id !== undefined && { user_id }), seq: { $gt: seq, ...(until !== undefined && { $lte: until }) } };
  return collections().notifications.find(filter).sort({ seq: 1 }).limit(limit).toArray() as Promise<NumberedNotice[]>;
}

export type NumberedNotice = NotificationDocument & { seq: number };

export async function findLastNumbered(userId: string, until: number): Promise<NumberedNotice | null> {
  return (await collections()
    .notifications.find({ user_id: userId, seq: { $gt: 0, $lte: until } })
    .sort({ seq: -1 })
    .limit(1)
    .next()) as NumberedNotice | null;
}

/** Unread by person; who has none is missing. */
export async function countUnreadOf(userIds: string[]): Promise<Map<string, number>> {
  const rows = await collections()
    .notifications.aggregate<{ _id: string; count: number }>([
      { $match: { user_id: { $in: userIds }, read_at: null } },
      { $group: { _id: "$user_id", count: { $sum: 1 } } },
    ])
    .toArray();
  return new Map(rows.map(({ _id, count }) => [_id, count]));
}

export function findNotice({ id, user_id }: { id: string; user_id: string }): Promise<NotificationDocument | null> {
  return collections().notifications.findOne({ _id: id, user_id });
}

/** Which kinds the person has lines of, at most as many as there are kinds. */
export function listKinds(userId: string): Promise<NoticeKind[]> {
  return collections().notifications.distinct("kind", { user_id: userId });
}

/** Counted no further than is shown. */
export function countUnread(userId: string, limit: number): Promise<number> {
  return collections().notifications.countDocuments({ user_id: userId, read_at: null }, { limit });
}

/** False where the notice is not this person's. */
export async function markNoticeRead({ id, user_id, now }: { id: string; user_id: string; now: Date }): Promise<boolean> {
  const { matchedCount } = await collections().notifications.updateOne({ _id: id, user_id }, [{ $set: { read_at: { $ifNull: ["$read_at", now] } } }]);
  return matchedCount === 1;
}

export async function markAllRead({ user_id, now }: { user_id: string; now: Date }): Promise<void> {
  await collections().notifications.updateMany({ user_id, read_at: null }, { $set: { read_at: now } });
}

/**
 * Deletes a person's notices for an account that goes. A number must not be given a second time, or a stream would take the
 * next notice for one that it has seen: what has one stays, as a row that says nothing and is nobody's.
 */
export async function eraseNotices(userId: string, session: ClientSession): Promise<void> {
  const { notifications } = collections();
  await notifications.deleteMany({ user_id: userId, is_unnumbered: { $exists: true } }, { session });
  await notifications.updateMany({ user_id: userId, seq: { $exists: true } }, [{ $set: { user_id: "", key: "$_id", title: "", body: "", href: "" } }], {
    session,
  });
  await notifications.deleteMany({ user_id: userId }, { session });
}
