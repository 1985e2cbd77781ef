import "server-only";
import type { ClientSession, Filter, UpdateFilter } from "mongodb";
import { collections } from "@/lib/db/collections";
import { locksOf } from "./rules";
import type { BookingDocument, BookingReport, BookingStatus, Cancellation, ProblemDecision } from "./schema";
import { released } from "./store";

/**
 * What becomes of a booked session: each move is one conditional update and answers false where somebody else was quicker.
 * `version` is part of the conditions, so that nothing is decided about a session that was moved meanwhile.
 */
interface Move {
  booking: Pick<BookingDocument, "_id" | "version">;
  now: Date;
  session: ClientSession;
}

/** confirmed → called off, while it has not begun; the time is free again. */
export function cancelConfirmed({ booking, to, cancellation, now, session }: Move & { to: "canceled_by_consumer" | "canceled_by_tutor"; cancellation: Cancellation }): Promise<boolean> {
  const filter = { ...stillThere(booking), status: "confirmed" as const, starts_at: { $gt: now } };
  return move(filter, { $set: { status: to, cancellation, settled_at: now, updated_at: now }, $unset: released }, session);
}

/**
 * Another time for a confirmed session: one update of one document that takes the new cells and gives back the old ones, so
 * that there is no moment without either. Throws MongoDB's duplicate key error (11000) where the new time is taken; then the old one is kept.
 */
export function moveConfirmed({ booking, times, now, session }: Move & { times: Pick<BookingDocument, "starts_at" | "ends_at" | "gap_minutes"> }): Promise<boolean> {
  const filter = { ...stillThere(booking), status: "confirmed" as const, starts_at: { $gt: now } };
  return move(filter, { $set: { ...times, ...locksOf(times), moved_at: now, updated_at: now }, $inc: { version: 1 } }, session);
}

/** confirmed → completed, where it ended at `ended_by` or before. */
export function completeConfirmed({ booking, ended_by, now, session }: Move & { ended_by: Date }): Promise<boolean> {
  const filter = { ...stillThere(booking), status: "confirmed" as const, ends_at: { $lte: ended_by } };
  return move(filter, { $set: { status: "completed", settled_at: now, updated_at: now } }, session);
}

interface Reporting extends Move {
  from: BookingStatus;
  to: "disputed" | "no_show_consumer";
  opened_at: Date;
  report: BookingReport;
}

/** Adds one side's report and moves the booking to where it leads; false where this side has reported, or it was decided. */
export function addReport({ booking, from, to, opened_at, report, now, session }: Reporting): Promise<boolean> {
  const filter = { ...stillThere(booking), status: from, "problem.reports.by": { $ne: report.by }, "problem.decision": null };
  const problem = { "problem.opened_at": opened_at, "problem.decision": null };
  const update: UpdateFilter<BookingDocument> = { $set: { status: to, updated_at: now, ...problem, ...(to === "no_show_consumer" && { settled_at: now }) }, $push: { "problem.reports": report } };
  return move(filter, to === "disputed" ? { ...update, $unset: { settled_at: "" } } : update, session);
}

/** disputed → what an admin finds it was. */
export function decideDisputed({ booking, to, decision, now, session }: Move & { to: "completed" | "no_show_consumer" | "no_show_tutor"; decision: ProblemDecision }): Promise<boolean> {
  const filter = { ...stillThere(booking), status: "disputed" as const, "problem.decision": null };
  return move(filter, { $set: { status: to, "problem.decision": decision, settled_at: now, updated_at: now } }, session);
}

/** What waits for an admin's decision, the longest waiting first. */
export function listDisputed(limit: number): Promise<BookingDocument[]> {
  return collections().bookings.find({ status: "disputed" }).sort({ "problem.opened_at": 1, _id: 1 }).limit(limit).toArray();
}

export function countDisputed(): Promise<number> {
  return collections().bookings.countDocuments({ status: "disputed" });
}

function stillThere({ _id, version }: Move["booking"]): Filter<BookingDocument> {
  return { _id, version };
}

async function move(filter: Filter<BookingDocument>, update: UpdateFilter<BookingDocument>, session: ClientSession): Promise<boolean> {
  const { modifiedCount } = await collections().bookings.updateOne(filter, update, { session });
  return modifiedCount === 1;
}
