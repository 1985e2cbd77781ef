import "server-only";
import type { ClientSession, Filter, UpdateFilter } from "mongodb";
import type { InstantRange } from "@/lib/availability/schema";
import { policy } from "@/lib/config/policy";
import { collections } from "@/lib/db/collections";
import { duplicateKeyFields } from "@/lib/db/errors";
import { locksOf } from "./rules";
import type { BookingDocument, BookingStatus, Cancellation } from "./schema";

export const released = { tutor_cells: "", consumer_cells: "", hold_seat: "", trial_lock: "" } as const;

export function findBooking(id: string, session?: ClientSession): Promise<BookingDocument | null> {
  return collections().bookings.findOne({ _id: id }, session && { session });
}

/** Which lock refused a hold: another's session, one's own other session, or no seat left. */
export function findBookings(ids: string[]): Promise<BookingDocument[]> {
  return collections().bookings.find({ _id: { $in: ids } }).toArray();
}

export type Refusal = "tutor_busy" | "consumer_busy" | "no_seat" | "no_trial";

/** Inserts the hold with its locks, or says which unique index refused it. The insert is the race's only referee. */
export async function insertHold(hold: BookingDocument): Promise<"held" | Refusal> {
  try {
    await collections().bookings.insertOne(hold);
    return "held";
  } catch (error) {
    const fields = duplicateKeyFields(error);
    if (fields?.includes("tutor_cells")) return "tutor_busy";
    if (fields?.includes("consumer_cells")) return "consumer_busy";
    if (fields?.includes("hold_seat")) return "no_seat";
    if (isTrialLock(fields)) return "no_trial";
    throw error;
  }
}

/** Whether it was the index "one_trial" that refused: it alone is made of nothing but the two people. */
export function isTrialLock(fields: string[] | null): boolean {
  return fields?.join() === "tutor_id,consumer_id";
}

/** Whether the two have or had a session that was paid for, called-off ones left out. */
export async function haveMet({ tutor_id, consumer_id }: { tutor_id: string; consumer_id: string }): Promise<boolean> {
  const met: BookingStatus[] = ["confirmed", "completed", "disputed", "no_show_consumer", "no_show_tutor"];
  return (await collections().bookings.findOne({ tutor_id, consumer_id, status: { $in: met } }, { projection: { _id: 1 } })) !== null;
}

/** Releases lapsed holds that fit the filter; the timestamp is compared in the write itself. True where one was released. */
export async function expireLapsedHolds(filter: Filter<BookingDocument>, now: Date): Promise<boolean> {
  const { modifiedCount } = await collections().bookings.updateMany(
    { ...filter, status: "held", hold_expires_at: { $lte: now } },
    { $set: { status: "expired", updated_at: now }, $unset: released },
  );
  return modifiedCount > 0;
}

export function findLiveHold(filter: Pick<BookingDocument, "consumer_id" | "tutor_id" | "starts_at" | "duration_minutes"> & { is_trial: true | { $ne: true } }, now: Date): Promise<BookingDocument | null> {
  return collections().bookings.findOne({ ...filter, status: "held", hold_expires_at: { $gt: now } });
}

/** held → confirmed; the locks stay, the seat and the countdown go. False where it is not held any more. */
export function confirmHeld(id: string, now: Date, session: ClientSession): Promise<boolean> {
  return move(
    { _id: id, status: "held" },
    { $set: { status: "confirmed", confirmed_at: now, hold_expires_at: null, updated_at: now }, $unset: { hold_seat: "" } },
    session,
  );
}

/** expired → confirmed, taking the locks again; throws MongoDB's duplicate key error (11000) where somebody has the time. */
export function confirmExpired(booking: BookingDocument, now: Date, session: ClientSession): Promise<boolean> {
  return move(
    { _id: booking._id, status: "expired" },
    { $set: { status: "confirmed", confirmed_at: now, hold_expires_at: null, updated_at: now, ...locksOf(booking), ...(booking.is_trial && { trial_lock: true }) } },
    session,
  );
}

/** Gives a live hold its extension, once. */
export function extendHold(id: string, now: Date): Promise<boolean> {
  return move({ _id: id, status: "held", hold_extended: false, hold_expires_at: { $gt: now } }, [
    {
      $set: {
        hold_extended: true,
        hold_expires_at: { $add: ["$hold_expires_at", policy.hold_extension_minutes * 60_000] },
        updated_at: now,
      },
    },
  ]);
}

/** held → expired at the holder's own wish. */
export function moveHeldToExpired(id: string, now: Date): Promise<boolean> {
  return move({ _id: id, status: "held" }, { $set: { status: "expired", updated_at: now }, $unset: released });
}

/**
 * A write without news to a session of which it was settled how it ended; false where that is open again. Whoever reports it at
 * the same time comes before or after.
 */
export function touchSettled({ _id, status, settled_at }: Pick<BookingDocument, "_id" | "status" | "settled_at">, now: Date, session: ClientSession): Promise<boolean> {
  return settled_at ? move({ _id, status, settled_at }, { $set: { updated_at: now } }, session) : Promise.resolve(false);
}

export function writeNote(id: string, note: string | null, now: Date): Promise<boolean> {
  return move({ _id: id, status: { $in: ["held", "confirmed"] } }, { $set: { note, updated_at: now } });
}

/** Hands a visitor's hold to the account that the visitor made; throws 11000 where that account is busy then or has no seat left. */
export function giveHoldTo({ id, guest_id, consumer_id, seat, now }: { id: string; guest_id: string; consumer_id: string; seat: number; now: Date }): Promise<boolean> {
  return move({ _id: id, status: "held", consumer_id: guest_id }, { $set: { consumer_id, hold_seat: seat, updated_at: now } });
}

/** What keeps each coach busy between two instants, gaps included, lapsed holds left out. */
export async function findBusy({ tutor_ids, from, until, now, except_booking_id }: { tutor_ids: string[]; from: Date; until: Date; now: Date; except_booking_id?: string }): Promise<Map<string, InstantRange[]>> {
  const longestMs = (Math.max(...policy.session_lengths_minutes) + policy.gap_max_minutes) * 60_000;
  const rows = collections().bookings.find(
    {
      tutor_id: { $in: tutor_ids },
      tutor_cells: { $exists: true },
      ...(except_booking_id && { _id: { $ne: except_booking_id } }),
      starts_at: { $gt: new Date(from.getTime() - longestMs), $lt: until },
      $or: [{ hold_expires_at: null }, { hold_expires_at: { $gt: now } }],
    },
    { projection: { tutor_id: 1, starts_at: 1, ends_at: 1, gap_minutes: 1 } },
  );
  const busy = new Map<string, InstantRange[]>(tutor_ids.map((id) => [id, []]));
  for await (const row of rows) {
    busy.get(row.tutor_id)?.push({ starts_at: row.starts_at, ends_at: new Date(row.ends_at.getTime() + row.gap_minutes * 60_000) });
  }
  return busy;
}

/** One consumer's bookings, the latest first. Of the expired ones only `also`: those whose payment came too late. */
export function listBookingsOf({ consumer_id, also, now }: { consumer_id: string; also: string[]; now: Date }): Promise<BookingDocument[]> {
  const live: Filter<BookingDocument> = { status: { $ne: "expired" }, $or: [{ hold_expires_at: null }, { hold_expires_at: { $gt: now } }] };
  return collections()
    .bookings.find({ consumer_id, $or: [live, { _id: { $in: also } }] })
    .sort({ starts_at: -1 })
    .limit(200)
    .toArray();
}

/** What every booking of a consumer was for, and with whom. */
export function listAllBookedBy(consumer_id: string): Promise<Pick<BookingDocument, "_id" | "subject" | "tutor_id">[]> {
  return collections().bookings.find({ consumer_id }, { projection: { subject: 1, tutor_id: 1 } }).toArray();
}

/** A coach's paid sessions that have not ended, the next first. */
export function listBookedWith(tutorUserId: string, now: Date): Promise<BookingDocument[]> {
  return collections().bookings.find({ tutor_user_id: tutorUserId, status: "confirmed", ends_at: { $gt: now } }).sort({ starts_at: 1 }).limit(200).toArray();
}

const isFuture = (tutorUserId: string, now: Date): Filter<BookingDocument> => ({ tutor_user_id: tutorUserId, status: "confirmed", starts_at: { $gt: now } });

/** A coach's paid sessions that have not begun, the next first. */
export function listFutureSessions({ tutor_user_id, now, limit }: { tutor_user_id: string; now: Date; limit: number }): Promise<BookingDocument[]> {
  return collections().bookings.find(isFuture(tutor_user_id, now)).sort({ starts_at: 1 }).limit(limit).toArray();
}

export function countFutureSessions(tutorUserId: string, now: Date): Promise<number> {
  return collections().bookings.countDocuments(isFuture(tutorUserId, now));
}

/** held or expired → canceled_by_tutor: money came for a time that the coach cannot give any more. */
export function cancelUnconfirmed({ id, cancellation, now, session }: { id: string; cancellation: Cancellation; now: Date; session: ClientSession }): Promise<boolean> {
  const facts = { cancellation, settled_at: now, hold_expires_at: null, updated_at: now };
  return move({ _id: id, status: { $in: ["held", "expired"] } }, { $set: { status: "canceled_by_tutor", ...facts }, $unset: released }, session);
}

/**
 * Lets every time of a coach go that is held and not paid. Those that have expired are written too: a payment that is just
 * taking one of them again then meets this write, and is decided after it.
 */
export async function dropUnpaidOf({ tutor_user_id, now, session }: { tutor_user_id: string; now: Date; session: ClientSession }): Promise<void> {
  await collections().bookings.updateMany(
    { tutor_user_id, status: { $in: ["held", "expired"] }, starts_at: { $gt: now } },
    { $set: { status: "expired", updated_at: now }, $unset: released },
    { session },
  );
}

/** What a coach earns or has earned something by, the newest first: every session that was paid for, called-off ones too. */
export function listEarnedBy(tutorUserId: string, limit: number): Promise<BookingDocument[]> {
  return collections().bookings.find({ tutor_user_id: tutorUserId, status: { $nin: ["held", "expired"] } }).sort({ starts_at: -1, _id: 1 }).limit(limit).toArray();
}

/** All that were paid for and begin after `from`, whichever side the person is on, the first first; called-off ones too. */
export function listSessionsOf(userId: string, from: Date): Promise<BookingDocument[]> {
  return collections()
    .bookings.find({ $or: [{ consumer_id: userId }, { tutor_user_id: userId }], status: { $nin: ["held", "expired"] }, starts_at: { $gte: from } })
    .sort({ starts_at: 1, _id: 1 })
    .toArray();
}

/** One conditional update of the life cycle: false where the booking is not in the state that the filter asks for. */
async function move(filter: Filter<BookingDocument>, update: UpdateFilter<BookingDocument> | object[], session?: ClientSession): Promise<boolean> {
  const { modifiedCount } = await collections().bookings.updateOne(filter, update as UpdateFilter<BookingDocument>, session && { session });
  return modifiedCount === 1;
}

/** A coach's sessions that took or take place and touch these instants, the earliest first; at most 500. */
export function listTaughtBetween({ tutor_user_id, from, until }: { tutor_user_id: string; from: Date; until: Date }): Promise<BookingDocument[]> {
  return collections()
    .bookings.find({ tutor_user_id, status: { $in: ["confirmed", "completed", "disputed", "no_show_consumer", "no_show_tutor"] }, starts_at: { $gte: from, $lt: until } })
    .sort({ starts_at: 1 })
    .limit(500)
    .toArray();
}

/** True for the session that was the first to be confirmed with its coach: of two at once for one of them. */
export async function isFirstOfTutor({ _id, tutor_id }: Pick<BookingDocument, "_id" | "tutor_id">): Promise<boolean> {
  const first = await collections().bookings.findOne({ tutor_id, confirmed_at: { $type: "date" } }, { sort: { confirmed_at: 1, _id: 1 }, projection: { _id: 1 } });
  return first?._id === _id;
}
