import "server-only";
import type { ClientSession, Filter, Sort } from "mongodb";
import { collections } from "@/lib/db/collections";
import { withDerivedFields } from "./rules";
import type { TutorDocument } from "./schema";
import { isVisible } from "./search-filter";

/** Whatever its state; for the coach, for bookings and for admins. Strangers get `findBookableTutor`. */
export function findTutor(id: string, session?: ClientSession): Promise<TutorDocument | null> {
  return collections().tutors.findOne({ _id: id }, session && { session });
}

export function findTutors(ids: string[]): Promise<TutorDocument[]> {
  return collections().tutors.find({ _id: { $in: ids } }).toArray();
}

export function findTutorOfUser(userId: string): Promise<TutorDocument | null> {
  return collections().tutors.findOne({ user_id: userId });
}

/** Approved and published, also while paused: then it offers no time. */
export function findBookableTutor(id: string): Promise<TutorDocument | null> {
  return collections().tutors.findOne({ _id: id, ...isVisible });
}

/** The public page's coach: approved and published, else null. */
export function findTutorBySlug(slug: string): Promise<TutorDocument | null> {
  return collections().tutors.findOne({ slug, ...isVisible });
}

export function countTutors(filter: Filter<TutorDocument>): Promise<number> {
  return collections().tutors.countDocuments(filter);
}

/** The first `limit` coaches behind the place where the last page ended; the id breaks ties, so the order is total. */
export function listTutorsAfter(page: {
  filter: Filter<TutorDocument>;
  key: "rank" | "score" | "price_approx_usd";
  direction: 1 | -1;
  after: { key: number; id: string } | null;
  limit: number;
}): Promise<TutorDocument[]> {
  const { filter, key, direction, after, limit } = page;
  const [beyond, from] = direction === 1 ? (["$gt", "$gte"] as const) : (["$lt", "$lte"] as const);
  // The bound beside the $or is what an index can start at: without it a later page would read all earlier ones.
  const rest: Filter<TutorDocument> = after
    ? { [key]: { [from]: after.key }, $or: [{ [key]: { [beyond]: after.key } }, { [key]: after.key, _id: { $gt: after.id } }] }
    : {};
  const sort: Sort = { [key]: direction, _id: 1 };
  return collections().tutors.find({ $and: [filter, rest] }).sort(sort).limit(limit).toArray();
}

export type TutorHours = Pick<TutorDocument, "_id" | "availability" | "default_duration_minutes">;

/** Only what it takes to say when each coach is free. */
export function listTutorHours(filter: Filter<TutorDocument>): Promise<TutorHours[]> {
  return collections()
    .tutors.find(filter)
    .project<TutorHours>({ availability: 1, default_duration_minutes: 1 })
    .toArray();
}

export async function listTutorIds(filter: Filter<TutorDocument>): Promise<string[]> {
  return (await collections().tutors.find(filter, { projection: { _id: 1 } }).toArray()).map(({ _id }) => _id);
}

export async function insertTutor(tutor: TutorDocument, session?: ClientSession): Promise<void> {
  await collections().tutors.insertOne(tutor, session ? { session } : {});
}

/**
 * Replaces the coach by what `change` makes of the one that is there, with everything that follows from it (prices to sort by,
 * words to search by). Two writers at once: whoever comes second computes again from the other's result. `change` answers null
 * to leave it alone, and may throw; it may be called several times. Null where there is no such coach or nothing was changed.
 */
export async function changeTutor(order: {
  tutor_id: string;
  change: (tutor: TutorDocument) => Partial<TutorDocument> | null;
  now: Date;
  session?: ClientSession;
}): Promise<TutorDocument | null> {
  const { tutor_id, change, now, session } = order;
  const options = session ? { session } : {};
  for (;;) {
    const tutor = await collections().tutors.findOne({ _id: tutor_id }, options);
    const changes = tutor && change(tutor);
    if (!tutor || !changes) return null;
    const next = withDerivedFields({ ...tutor, ...changes, revision: tutor.revision + 1, updated_at: now });
    const { matchedCount } = await collections().tutors.replaceOne({ _id: tutor_id, revision: tutor.revision }, next, options);
    if (matchedCount === 1) return next;
  }
}

export interface WaitingPlace {
  since: Date;
  id: string;
}

/** Coaches who wait for an admin, submitted or with a proposal, the longest waiting first, from behind the place `after`. */
export async function listWaiting({ after, limit }: { after: WaitingPlace | null; limit: number }): Promise<{ tutor: TutorDocument; since: Date }[]> {
  const behind = after ? [{ $match: { $or: [{ since: { $gt: after.since } }, { since: after.since, _id: { $gt: after.id } }] } }] : [];
  const rows = await collections()
    .tutors.aggregate<TutorDocument & { since: Date }>([
      { $match: { $or: [{ status: "submitted" }, { status: "approved", "proposal.submitted_at": { $exists: true } }] } },
      { $addFields: { since: { $cond: [{ $eq: ["$status", "submitted"] }, "$submitted_at", "$proposal.submitted_at"] } } },
      ...behind,
      { $sort: { since: 1, _id: 1 } },
      { $limit: limit },
    ])
    .toArray();
  return rows.map(({ since, ...tutor }) => ({ tutor, since }));
}

/** In the order of their ids, which is the cheapest stable one. */
export function listTutorsById(filter: Filter<TutorDocument>, limit: number): Promise<TutorDocument[]> {
  return collections().tutors.find(filter).sort({ _id: 1 }).limit(limit).toArray();
}

/** One session more that took place with this coach, or one less where that is contested; in the transaction that says so. */
export async function countCompleted({ tutor_id, by, session }: { tutor_id: string; by: 1 | -1; session: ClientSession }): Promise<void> {
  await collections().tutors.updateOne({ _id: tutor_id }, { $inc: { sessions_completed: by } }, { session });
}
