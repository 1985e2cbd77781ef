import "server-only";
import type { StripeMovement } from "@/lib/integrations/stripe/balance";
import { collections } from "@/lib/db/collections";
import { duplicateKeyFields } from "@/lib/db/errors";
import type { ReconciliationDocument, StripeMovementDocument } from "./schema";

/** False where one runs: the unique index lets one in. */
export async function insertRun(run: ReconciliationDocument): Promise<boolean> {
  try {
    await collections().reconciliations.insertOne(run);
    return true;
  } catch (error) {
    if (duplicateKeyFields(error)) return false;
    throw error;
  }
}

/** The run that nobody is at, held until then; null where there is none. */
export function leaseRun({ now, until }: { now: Date; until: Date }): Promise<ReconciliationDocument | null> {
  return collections().reconciliations.findOneAndUpdate({ is_running: true, leased_until: { $lte: now } }, { $set: { leased_until: until } }, { returnDocument: "after" });
}

/** Writes down how far it came; false where somebody else has taken it over. */
export async function saveRun(run: ReconciliationDocument): Promise<boolean> {
  const { _id, is_running, ...facts } = run;
  const { matchedCount } = await collections().reconciliations.updateOne(
    { _id, is_running: true, leased_until: run.leased_until },
    is_running ? { $set: facts } : { $set: facts, $unset: { is_running: "" } },
  );
  return matchedCount === 1;
}

export function releaseRun({ _id, leased_until }: ReconciliationDocument, now: Date): Promise<unknown> {
  return collections().reconciliations.updateOne({ _id, leased_until }, { $set: { leased_until: now } });
}

export function findRunning(): Promise<ReconciliationDocument | null> {
  return collections().reconciliations.findOne({ is_running: true });
}

/** The newest first. */
export function listRuns(limit: number): Promise<ReconciliationDocument[]> {
  return collections().reconciliations.find({}).sort({ started_at: -1 }).limit(limit).toArray();
}

export async function keepMovements(movements: StripeMovement[]): Promise<void> {
  if (movements.length === 0) return;
  const writes = movements.map(({ id, ...movement }) => ({
    replaceOne: { filter: { _id: id }, replacement: { ...movement, key: `${movement.object_id}:${movement.category}` } satisfies Omit<StripeMovementDocument, "_id">, upsert: true },
  }));
  await collections().stripe_movements.bulkWrite(writes, { ordered: false });
}

export async function latestMovementAt(): Promise<Date | null> {
  return (await collections().stripe_movements.find({}).sort({ created_at: -1 }).limit(1).next())?.created_at ?? null;
}

export async function forgetMovements(): Promise<void> {
  await collections().stripe_movements.deleteMany({});
}

/** What no booking of ours has, summed up. */
export async function sumOutside(categories: string[]): Promise<ReconciliationDocument["outside"]> {
  const rows = await collections()
    .stripe_movements.aggregate<{ _id: { category: string; currency: string }; amount: number }>([
      { $match: { category: { $in: categories } } },
      { $group: { _id: { category: "$category", currency: "$currency" }, amount: { $sum: { $subtract: ["$amount", "$fee"] } } } },
      { $sort: { _id: 1 } },
    ])
    .toArray();
  return rows.map(({ _id, amount }) => ({ ..._id, amount }));
}
