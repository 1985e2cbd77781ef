import "server-only";
import type { ClientSession } from "mongodb";
import { collections } from "@/lib/db/collections";
import type { ReversalStatus, TransferReversalDocument } from "./schema";

export function findReversal(id: string): Promise<TransferReversalDocument | null> {
  return collections().transfer_reversals.findOne({ _id: id });
}

/** Throws MongoDB's duplicate key error (11000) where this source has ordered its reversal already. */
export async function insertReversal(reversal: TransferReversalDocument, session: ClientSession): Promise<void> {
  await collections().transfer_reversals.insertOne(reversal, { session });
}

interface Move {
  reversal: Pick<TransferReversalDocument, "_id" | "round">;
  from: ReversalStatus[];
  to: ReversalStatus;
  facts: Partial<Pick<TransferReversalDocument, "stripe_reversal_id" | "refusal" | "done_at">>;
  now: Date;
  session: ClientSession;
}

/** Moves it along, once; every move but the last is another round, with another task and another key. */
export async function moveReversal({ reversal: { _id, round }, from, to, facts, now, session }: Move): Promise<boolean> {
  const change = { $set: { ...facts, status: to, updated_at: now }, ...(to !== "made" && { $inc: { round: 1 } }) };
  const { modifiedCount } = await collections().transfer_reversals.updateOne({ _id, round, status: { $in: from } }, change, { session });
  return modifiedCount === 1;
}

export function listOwedBy(tutorId: string, session?: ClientSession): Promise<TransferReversalDocument[]> {
  return collections().transfer_reversals.find({ tutor_id: tutorId, status: "owed" }, session && { session }).sort({ created_at: 1, _id: 1 }).limit(100).toArray();
}

/** What is owed, and was not tried for some hours. */
export function listOwedUntried(now: Date, limit: number): Promise<TransferReversalDocument[]> {
  const before = new Date(now.getTime() - 6 * 3_600_000);
  return collections().transfer_reversals.find({ status: "owed", updated_at: { $lt: before } }).sort({ updated_at: 1 }).limit(limit).toArray();
}
