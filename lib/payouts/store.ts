import "server-only";
import type { ClientSession } from "mongodb";
import { collections } from "@/lib/db/collections";
import { type PayoutDocument, type PayoutStatus, payoutStatuses, payoutTransitions } from "./schema";

export function findPayout(id: string, session?: ClientSession): Promise<PayoutDocument | null> {
  return collections().payouts.findOne({ _id: id }, session && { session });
}

/** Inserts a payout that is new to us; false where it is known. In a transaction a duplicate would end it, so it is looked for first. */
export async function insertPayout(payout: PayoutDocument, session: ClientSession): Promise<boolean> {
  if (await findPayout(payout._id, session)) return false;
  await collections().payouts.insertOne(payout, { session });
  return true;
}

/** Moves a payout along its life; false where it is there, or past it, already. */
export async function movePayout({ id, to, facts, now, session }: { id: string; to: PayoutStatus; facts: Pick<PayoutDocument, "arrives_on" | "failure">; now: Date; session: ClientSession }): Promise<boolean> {
  const before = payoutStatuses.filter((from) => payoutTransitions[from].includes(to));
  const { modifiedCount } = await collections().payouts.updateOne({ _id: id, status: { $in: before } }, { $set: { ...facts, status: to, updated_at: now } }, { session });
  return modifiedCount === 1;
}

/** A coach's payouts, the newest first. */
export function listPayoutsOf(tutorId: string, limit: number): Promise<PayoutDocument[]> {
  return collections().payouts.find({ tutor_id: tutorId }).sort({ created_at: -1, _id: 1 }).limit(limit).toArray();
}
