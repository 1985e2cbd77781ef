import "server-only";
import type { ClientSession } from "mongodb";
import { collections } from "@/lib/db/collections";
import { withTransaction } from "@/lib/db/client";
import { beginning, hashEntry } from "./hash-entry";
import type { LedgerHeadDocument } from "./schema";

/** Few enough for a short transaction. */
const batch = 500;

/**
 * Gives every entry that has become visible its number, the hash of the one before and its own. It is done afterwards, not in
 * the transaction of the fact: there all payments of the site would wait for one another at the end of the chain, and each conflict
 * would do a payment again. The row `head` is the end: two processes that chain at once meet there, one of them begins
 * anew, and the chain never forks. A crash between a fact and its number changes nothing, the entry waits. Answers how many.
 */
export async function chainEntries(): Promise<number> {
  let chained = 0;
  for (;;) {
    const count = await withTransaction(chainBatch);
    chained += count;
    if (count < batch) return chained;
  }
}

async function chainBatch(session: ClientSession): Promise<number> {
  const { ledger_entries } = collections();
  const waiting = await ledger_entries
    .find({ is_unnumbered: { $exists: true } }, { session })
    .sort({ created_at: 1, _id: 1 })
    .limit(batch)
    .toArray();
  if (waiting.length === 0) return 0;

  const head = await takeHead(session);
  let { seq, hash } = head;
  const writes = waiting.map((entry) => {
    const place = { seq: seq + 1, previous_hash: hash };
    [seq, hash] = [place.seq, hashEntry(entry, place)];
    return { updateOne: { filter: { _id: entry._id, is_unnumbered: { $exists: true } }, update: { $set: { ...place, hash }, $unset: { is_unnumbered: "" as const } } } };
  });
  await ledger_entries.bulkWrite(writes, { ordered: true, session });
  await collections().ledger_head.updateOne({ _id: "head" }, { $set: { seq, hash } }, { session });
  return waiting.length;
}

/** A write before it is read: whoever chains at the same time conflicts here. */
async function takeHead(session: ClientSession): Promise<LedgerHeadDocument> {
  const head = await collections().ledger_head.findOneAndUpdate(
    { _id: "head" },
    { $inc: { turns: 1 }, $setOnInsert: { seq: 0, hash: beginning } },
    { upsert: true, returnDocument: "after", session },
  );
  if (!head) throw new Error("the ledger has no end to chain to");
  return head;
}
