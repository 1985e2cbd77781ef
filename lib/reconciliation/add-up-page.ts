import "server-only";
import type { ClientSession } from "mongodb";
import { accountNames } from "@/lib/ledger/accounts";
import { collections } from "@/lib/db/collections";
import { withTransaction } from "@/lib/db/client";
import type { BookingAccountDocument, LedgerEntry } from "@/lib/ledger/schema";
import { balancesOf } from "@/lib/ledger/statement";
import { nextSteps } from "./rules";
import type { Difference } from "./schema";

const page = 2_000;

/** What is read of them: the rest would take longer than the sums. */
type AddedEntry = Pick<LedgerEntry, "booking_id" | "lines">;

/** Whether what is kept for each booking is what its entries add up to; those that Stripe knows nothing of are checked by this. */
export async function addUpPage(after: string | null): Promise<{ differences: Difference[]; next: string | null }> {
  // One moment for both: a fact that is being booked is in neither, or in both.
  return withTransaction(async (session) => {
    const kept = await collections().booking_accounts.find({ _id: { $gt: after ?? "" } }, { session }).sort({ _id: 1 }).limit(page).toArray();
    const entries = await entriesOf(kept, session);
    const differences = kept.flatMap((account) => differenceOf(account, entries.get(account._id) ?? []) ?? []);
    return { differences, next: kept.length === page ? (kept.at(-1)?._id ?? null) : null };
  });
}

async function entriesOf(kept: BookingAccountDocument[], session: ClientSession): Promise<Map<string, AddedEntry[]>> {
  const rows = await collections().ledger_entries.find<AddedEntry>({ booking_id: { $in: kept.map(({ _id }) => _id) } }, { session, projection: { booking_id: 1, lines: 1 }, batchSize: 20_000 }).toArray();
  const byBooking = new Map<string, AddedEntry[]>();
  for (const row of rows) {
    const of = byBooking.get(row.booking_id);
    if (of) of.push(row);
    else byBooking.set(row.booking_id, [row]);
  }
  return byBooking;
}

function differenceOf({ _id, balances, currency }: BookingAccountDocument, entries: AddedEntry[]): Difference | null {
  const summed = balancesOf(entries);
  const wrong = accountNames.filter((name) => (balances[name] ?? 0) !== (summed[name] ?? 0));
  const isUnbalanced = entries.some(({ lines }) => lines.reduce((sum, { amount }) => sum + amount, 0) !== 0);
  if (wrong.length === 0 && !isUnbalanced) return null;
  const amount = Math.max(0, ...wrong.map((name) => Math.abs((balances[name] ?? 0) - (summed[name] ?? 0))));
  return { kind: "wrong_sum", object_id: _id, booking_id: _id, amount, currency, sentence: `The booking’s entries do not add up to what is kept for it (${wrong.join(", ") || "an entry is out of balance"}).`, next_step: nextSteps.wrong_sum };
}
