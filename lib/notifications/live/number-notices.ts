import "server-only";
import { collections } from "@/lib/db/collections";
import { duplicateKeyFields } from "@/lib/db/errors";

/** As many as one write may number: few enough that two processes rarely meet. */
const batch = 200;
/** A process that keeps losing leaves the rest to those who win. */
const tries = 20;

/**
 * Gives every row that has become visible the next number of the one series, so that a stream which has seen number n has
 * missed nothing up to n. A time stamp would not do: a transaction that began earlier may become visible later. Each number is
 * one more than the highest that is visible and unique in the database, so of two processes that give the same number one
 * is refused, stops there and looks again; a number below one that can be seen is never given. Costs one look into an
 * index while there is nothing to number.
 */
export async function numberNotices(): Promise<void> {
  for (let tried = 0; tried < tries; tried += 1) {
    // The number first: whatever another process numbers of the rows that are found after it, it numbers above this.
    const highest = await highestNumber();
    const waiting = await collections()
      .notifications.find({ is_unnumbered: { $exists: true } })
      .project<{ _id: string }>({ _id: 1 })
      .sort({ created_at: 1 })
      .limit(batch)
      .toArray();
    if (waiting.length === 0) return;
    await numberAll(
      waiting.map(({ _id }) => _id),
      highest,
    );
  }
}

/** The highest number that was given; 0 before the first. */
export async function highestNumber(): Promise<number> {
  const last = await collections()
    .notifications.find({ seq: { $gt: 0 } })
    .project<{ seq: number }>({ seq: 1 })
    .sort({ seq: -1 })
    .limit(1)
    .next();
  return last?.seq ?? 0;
}

/**
 * In order, stopping at the first refusal. A row that another process has numbered meanwhile matches nothing, and its number
 * is above `highest`: so when the i-th write comes, at least i numbers above it are taken, and its own is taken or the next.
 */
async function numberAll(ids: string[], highest: number): Promise<void> {
  const writes = ids.map((_id, i) => ({
    updateOne: { filter: { _id, is_unnumbered: { $exists: true } }, update: { $set: { seq: highest + 1 + i }, $unset: { is_unnumbered: "" as const } } },
  }));
  await collections()
    .notifications.bulkWrite(writes, { ordered: true })
    .catch((error: unknown) => {
      if (!duplicateKeyFields(error)) throw error;
    });
}
