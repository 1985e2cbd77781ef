import "server-only";
import type { Filter } from "mongodb";
import { policy } from "@/lib/config/policy";
import { collections } from "@/lib/db/collections";
import type { UserDocument } from "@/lib/users/schema";
import type { Reader } from "./rules";
import type { Segment } from "./schema";

const day_ms = 86_400_000;
const projection = { email: 1, email_verified: 1, notice_settings: 1, timezone: 1, deleted_at: 1 } as const;

/**
 * The next people of a segment by their id, looking at no more than `limit` users. `last` is whom to go on after, null at the end.
 * `at` is the moment that "lately" is counted from: the same for all who belong to one announcement.
 */
export async function readSegment({
  segment,
  at,
  after,
  limit,
}: {
  segment: Segment;
  at: Date;
  after: string;
  limit: number;
}): Promise<{ people: Reader[]; last: string | null }> {
  const users = (await collections()
    .users.find({ ...filterOf(segment, at), _id: { $gt: after } }, { projection })
    .sort({ _id: 1 })
    .limit(limit)
    .toArray()) as Reader[];
  const last = users.length === limit ? (users.at(-1)?._id ?? null) : null;
  return { people: await byActivity(users, segment, at), last };
}

function filterOf({ role, market_id, activity }: Segment, at: Date): Filter<UserDocument> {
  return {
    deleted_at: { $exists: false },
    ...(role !== "anyone" && { role }),
    ...(market_id !== "any" && { market_id }),
    // Nobody who registered after the press: whoever is new tomorrow was not counted.
    created_at: { $lte: at, ...(activity === "new" && { $gte: daysBefore(at, policy.announcement_new_days) }) },
  };
}

async function byActivity(users: Reader[], { activity }: Segment, at: Date): Promise<Reader[]> {
  if (activity === "anyone" || activity === "new") return users;
  const ids = users.map(({ _id }) => _id);
  if (activity === "never_booked") return without(users, await whoBooked(ids, new Date(0)));
  const lately = await whoBooked(ids, daysBefore(at, policy.announcement_active_days));
  if (activity === "booked_lately") return users.filter(({ _id }) => lately.has(_id));
  const ever = await whoBooked(ids, new Date(0));
  return without(
    users.filter(({ _id }) => ever.has(_id)),
    lately,
  );
}

/** Who of them had a session confirmed since then, as either of its two people. */
async function whoBooked(ids: string[], since: Date): Promise<Set<string>> {
  if (ids.length === 0) return new Set();
  const { bookings } = collections();
  const confirmed = { confirmed_at: { $gte: since } };
  const [clients, coaches] = await Promise.all([
    bookings.distinct("consumer_id", { consumer_id: { $in: ids }, ...confirmed }),
    bookings.distinct("tutor_user_id", { tutor_user_id: { $in: ids }, ...confirmed }),
  ]);
  return new Set([...clients, ...coaches]);
}

function without(users: Reader[], ids: Set<string>): Reader[] {
  return users.filter(({ _id }) => !ids.has(_id));
}

function daysBefore(at: Date, days: number): Date {
  return new Date(at.getTime() - days * day_ms);
}
