import "server-only";
import { collections } from "@/lib/db/collections";
import { beginning, hashEntry } from "./hash-entry";
import type { ChainedEntry, LedgerEntry } from "./schema";

const page = 5_000;

export interface ChainFault {
  seq: number;
  entry: LedgerEntry | null;
  fault: "changed" | "missing" | "out_of_place" | "unbalanced";
}

/** Where a walk along the chain stands: given back in, it goes on from there. */
export interface ChainPlace {
  seq: number;
  hash: string;
}

export const chainBeginning: ChainPlace = { seq: 0, hash: beginning };

/**
 * Reads the next page of the chain and says what is not as it was written. Each entry is checked on its own words and its
 * own place, so that one that was changed is one fault and not a fault of all that follow. `place` null: the end was reached.
 */
export async function verifyChainPage(from: ChainPlace): Promise<{ faults: ChainFault[]; place: ChainPlace | null; entries: number }> {
  const rows = (await collections().ledger_entries.find({ seq: { $gt: from.seq } }, { batchSize: page }).sort({ seq: 1 }).limit(page).toArray()) as ChainedEntry[];
  const faults: ChainFault[] = [];
  let place = from;
  for (const entry of rows) {
    for (let seq = place.seq + 1; seq < entry.seq; seq += 1) faults.push({ seq, entry: null, fault: "missing" });
    const fault = faultOf(entry, place);
    if (fault) faults.push({ seq: entry.seq, entry, fault });
    place = { seq: entry.seq, hash: entry.hash };
  }
  if (rows.length === page) return { faults, place, entries: rows.length };
  const head = await collections().ledger_head.findOne({ _id: "head" });
  for (let seq = place.seq + 1; seq <= (head?.seq ?? 0); seq += 1) faults.push({ seq, entry: null, fault: "missing" });
  if (head && head.seq === place.seq && head.hash !== place.hash) faults.push({ seq: place.seq, entry: rows.at(-1) ?? null, fault: "out_of_place" });
  return { faults, place: null, entries: rows.length };
}

/** The whole chain at once; for tests and scripts. */
export async function verifyChain(): Promise<ChainFault[]> {
  const faults: ChainFault[] = [];
  let place: ChainPlace | null = chainBeginning;
  while (place) {
    const read: Awaited<ReturnType<typeof verifyChainPage>> = await verifyChainPage(place);
    faults.push(...read.faults);
    place = read.place;
  }
  return faults;
}

function faultOf(entry: ChainedEntry, before: ChainPlace): ChainFault["fault"] | null {
  if (hashEntry(entry, entry) !== entry.hash) return "changed";
  // Where the one before is gone, its gap is the fault.
  if (entry.seq === before.seq + 1 && entry.previous_hash !== before.hash) return "out_of_place";
  if (entry.lines.reduce((sum, { amount }) => sum + amount, 0) !== 0) return "unbalanced";
  return null;
}
