import "server-only";
import type { Filter } from "mongodb";
import type { InstantRange } from "@/lib/availability/schema";
import { policy } from "@/lib/config/policy";
import { collections } from "@/lib/db/collections";
import { duplicateKeyFields } from "@/lib/db/errors";
import type { CalendarFeedDocument } from "./schema";

/** Longer than reading a calendar may take, short enough after a crash. */
const lease_ms = 60_000;

/** Inserts the calendar on the first free seat. The unique indexes decide between parallel requests. */
export async function insertFeed(feed: Omit<CalendarFeedDocument, "seat">): Promise<"added" | "known" | "no_seat"> {
  for (let seat = 0; seat < policy.calendar_feeds_per_coach; seat += 1) {
    try {
      await collections().calendar_feeds.insertOne({ ...feed, seat });
      return "added";
    } catch (error) {
      const fields = duplicateKeyFields(error);
      if (fields?.includes("url")) return "known";
      if (!fields?.includes("seat")) throw error;
    }
  }
  return "no_seat";
}

/** The one added first, first. */
export function listFeedsOf(userId: string): Promise<CalendarFeedDocument[]> {
  return collections().calendar_feeds.find({ user_id: userId }).sort({ created_at: 1 }).toArray();
}

/** Null where the calendar is not this person's. */
export function findOwnFeed(id: string, userId: string): Promise<CalendarFeedDocument | null> {
  return collections().calendar_feeds.findOne({ _id: id, user_id: userId });
}

export async function deleteFeed(id: string, userId: string): Promise<boolean> {
  const { deletedCount } = await collections().calendar_feeds.deleteOne({ _id: id, user_id: userId });
  return deletedCount === 1;
}

/** The calendar that is due longest, leased to the caller; null where none is due. */
export function takeDueFeed(now: Date): Promise<CalendarFeedDocument | null> {
  return take({ run_at: { $lte: now } }, now);
}

/** This calendar, due or not. Whoever had it leased writes nothing any more. */
export function takeOwnFeed({ id, user_id, now }: { id: string; user_id: string; now: Date }): Promise<CalendarFeedDocument | null> {
  return take({ _id: id, user_id }, now);
}

function take(filter: Filter<CalendarFeedDocument>, now: Date): Promise<CalendarFeedDocument | null> {
  return collections().calendar_feeds.findOneAndUpdate(filter, { $set: { run_at: new Date(now.getTime() + lease_ms) } }, { sort: { run_at: 1 }, returnDocument: "after" });
}

export type FeedOutcome = Pick<CalendarFeedDocument, "busy" | "unread" | "last_tried_at" | "last_success_at" | "failing_since" | "failure" | "run_at">;

/** Ends the lease with what was found; null where the calendar was removed or taken by somebody else in the meantime. */
export function writeOutcome(leased: CalendarFeedDocument, outcome: FeedOutcome): Promise<CalendarFeedDocument | null> {
  return collections().calendar_feeds.findOneAndUpdate({ _id: leased._id, run_at: leased.run_at }, { $set: outcome }, { returnDocument: "after" });
}

/** What the calendars of each coach block between two instants, as last known at most a day ago; coaches without such are left out. */
export async function findFeedBusy({ tutor_ids, from, until, now }: { tutor_ids: string[]; from: Date; until: Date; now: Date }): Promise<Map<string, InstantRange[]>> {
  const rows = collections()
    .calendar_feeds.find({ tutor_id: { $in: tutor_ids }, last_success_at: { $gt: new Date(now.getTime() - policy.calendar_kept_hours * 3_600_000) } })
    .project<Pick<CalendarFeedDocument, "tutor_id" | "busy">>({ tutor_id: 1, busy: 1 });
  const busy = new Map<string, InstantRange[]>();
  for await (const row of rows) {
    const within = row.busy.filter((range) => range.starts_at < until && range.ends_at > from);
    if (within.length > 0) busy.set(row.tutor_id, [...(busy.get(row.tutor_id) ?? []), ...within]);
  }
  return busy;
}
