import "server-only";
import type { ClientSession, Filter, UpdateFilter } from "mongodb";
import { collections } from "@/lib/db/collections";
import { comesFrom } from "./rules";
import type { AnnouncementDelivery, AnnouncementDocument, AnnouncementStatus, Batch } from "./schema";

export function findAnnouncement(id: string, session?: ClientSession): Promise<AnnouncementDocument | null> {
  return collections().announcements.findOne({ _id: id }, session ? { session } : {});
}

/** The newest first. */
export function listAnnouncements(limit: number): Promise<AnnouncementDocument[]> {
  return collections()
    .announcements.find({}, { projection: { mail: 0, batch: 0 } })
    .sort({ created_at: -1, _id: -1 })
    .limit(limit)
    .toArray() as Promise<AnnouncementDocument[]>;
}

export async function insertAnnouncement(announcement: AnnouncementDocument): Promise<void> {
  await collections().announcements.insertOne(announcement);
}

/** Changes a draft that is still at this revision; null for any other. */
export function changeDraft({
  id,
  revision,
  changes,
  now,
}: {
  id: string;
  revision: number;
  changes: Partial<AnnouncementDocument>;
  now: Date;
}): Promise<AnnouncementDocument | null> {
  return collections().announcements.findOneAndUpdate(
    { _id: id, status: "draft", revision },
    { $set: { ...changes, updated_at: now }, $inc: { revision: 1 } },
    { returnDocument: "after" },
  );
}

export async function noteSample({ id, revision, session }: { id: string; revision: number; session: ClientSession }): Promise<boolean> {
  const { matchedCount } = await collections().announcements.updateOne(
    { _id: id, status: "draft", revision },
    { $set: { sampled_revision: revision } },
    { session },
  );
  return matchedCount === 1;
}

export async function deleteDraft(id: string, session: ClientSession): Promise<boolean> {
  return (await collections().announcements.deleteOne({ _id: id, status: "draft" }, { session })).deletedCount === 1;
}

/** Moves an announcement along `transitions`; null where it does not lie before that state, or `only`, which may narrow that down, does not hold. */
export function moveTo(order: {
  id: string;
  to: AnnouncementStatus;
  only?: Filter<AnnouncementDocument>;
  changes?: Partial<AnnouncementDocument>;
  and?: UpdateFilter<AnnouncementDocument>;
  now: Date;
  session: ClientSession;
}): Promise<AnnouncementDocument | null> {
  const { id, to, only = {}, changes = {}, and = {}, now, session } = order;
  return collections().announcements.findOneAndUpdate(
    { _id: id, status: { $in: comesFrom(to) }, ...only } as Filter<AnnouncementDocument>,
    { ...and, $set: { ...changes, status: to, updated_at: now } },
    { returnDocument: "after", session },
  );
}

/** One more step of writing down who gets it, from where the last one ended; false where another worker has made it. */
export async function moveCursor(order: {
  id: string;
  from: string;
  to: string;
  count: number;
  expanded_at: Date | null;
  session: ClientSession;
}): Promise<boolean> {
  const { id, from, to, count, expanded_at, session } = order;
  const { matchedCount } = await collections().announcements.updateOne(
    { _id: id, status: { $in: ["sending", "paused"] }, cursor: from, expanded_at: null },
    { $set: { cursor: to, expanded_at }, $inc: { "counts.total": count } },
    { session },
  );
  return matchedCount === 1;
}

export async function insertDeliveries(deliveries: AnnouncementDelivery[], session: ClientSession): Promise<void> {
  if (deliveries.length > 0) await collections().announcement_deliveries.insertMany(deliveries, { session });
}

export function listPending({
  announcement_id,
  now,
  limit,
  session,
}: {
  announcement_id: string;
  now: Date;
  limit: number;
  session: ClientSession;
}): Promise<AnnouncementDelivery[]> {
  return collections()
    .announcement_deliveries.find({ announcement_id, state: "pending", not_before: { $lte: now } }, { session })
    .sort({ _id: 1 })
    .limit(limit)
    .toArray();
}

/** Whose turn comes next, where nobody's is now. */
export function findNextPending(announcementId: string, session: ClientSession): Promise<AnnouncementDelivery | null> {
  return collections().announcement_deliveries.findOne({ announcement_id: announcementId, state: "pending" }, { sort: { not_before: 1 }, session });
}

/** pending → how it ended, for the deliveries that the filter finds. */
export async function endDeliveries(order: {
  announcement_id: string;
  user_ids: string[];
  end: Pick<AnnouncementDelivery, "state"> & Partial<AnnouncementDelivery>;
  now: Date;
  session: ClientSession;
}): Promise<void> {
  const { announcement_id, user_ids, end, now, session } = order;
  if (user_ids.length === 0) return;
  const ids = user_ids.map((user_id) => deliveryId(announcement_id, user_id));
  await collections().announcement_deliveries.updateMany({ _id: { $in: ids }, state: "pending" }, { $set: { ...end, updated_at: now } }, { session });
}

/** What became of each of a batch, in one round trip. */
export async function endEach(order: {
  announcement_id: string;
  ends: { user_id: string; end: Partial<AnnouncementDelivery> }[];
  now: Date;
  session: ClientSession;
}): Promise<void> {
  const { announcement_id, ends, now, session } = order;
  if (ends.length === 0) return;
  const updates = ends.map(({ user_id, end }) => ({
    updateOne: { filter: { _id: deliveryId(announcement_id, user_id), state: "pending" as const }, update: { $set: { ...end, updated_at: now } } },
  }));
  await collections().announcement_deliveries.bulkWrite(updates, { session, ordered: false });
}

/** Writes down what will be handed over, where nothing is: before the call, so that another try is the same. False where it was not ours to do. */
export async function openBatch({ id, leg, batch, session }: { id: string; leg: number; batch: Batch; session: ClientSession }): Promise<boolean> {
  const { matchedCount } = await collections().announcements.updateOne({ _id: id, status: "sending", leg, batch: null }, { $set: { batch } }, { session });
  return matchedCount === 1;
}

/** From now on it may have been taken. null where it is over, or sending has stopped. */
export async function markTried({ id, key, now }: { id: string; key: string; now: Date }): Promise<Batch | null> {
  const tried = await collections().announcements.findOneAndUpdate(
    { _id: id, status: "sending", "batch.key": key },
    { $inc: { "batch.tries": 1 }, $min: { "batch.maybe_since": now } },
    { returnDocument: "after" },
  );
  return tried?.batch ?? null;
}

/**
 * Resend has refused it as a whole, and this was the only try: whom it was for waits as before, for a batch with a key of
 * its own. Where there was another try, that one may have been taken.
 */
export async function dropBatch({ id, key, tries }: { id: string; key: string; tries: 0 | 1 }): Promise<void> {
  await collections().announcements.updateOne({ _id: id, "batch.key": key, "batch.tries": tries }, { $set: { batch: null } });
}

/** Closes a batch with its counts; null where another worker has. */
export function closeBatch({
  id,
  key,
  counts,
  session,
}: {
  id: string;
  key: string;
  counts: Record<string, number>;
  session: ClientSession;
}): Promise<AnnouncementDocument | null> {
  return collections().announcements.findOneAndUpdate(
    { _id: id, "batch.key": key },
    { $set: { batch: null }, $inc: { ...counts, batches: 1 } },
    { returnDocument: "after", session },
  );
}

export async function countLeftOut({ id, counts, session }: { id: string; counts: Record<string, number>; session: ClientSession }): Promise<void> {
  await collections().announcements.updateOne({ _id: id }, { $inc: counts }, { session });
}

export function deliveryId(announcementId: string, userId: string): string {
  return `${announcementId}:${userId}`;
}

/** They sleep: theirs is due when their quiet hours end. */
export async function delayDeliveries({
  announcement_id,
  sleepers,
  session,
}: {
  announcement_id: string;
  sleepers: { user_id: string; until: Date }[];
  session: ClientSession;
}): Promise<void> {
  if (sleepers.length === 0) return;
  const updates = sleepers.map(({ user_id, until }) => ({
    updateOne: { filter: { _id: deliveryId(announcement_id, user_id), state: "pending" as const }, update: { $set: { not_before: until } } },
  }));
  await collections().announcement_deliveries.bulkWrite(updates, { session, ordered: false });
}
