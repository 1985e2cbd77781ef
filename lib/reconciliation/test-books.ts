import { newId } from "@/lib/core/id";
import { splitPrice } from "@/lib/core/money";
import { collections } from "@/lib/db/collections";
import { chainEntries } from "@/lib/ledger/chain-entries";
import type { EntryKind, LedgerEntry, Line } from "@/lib/ledger/schema";
import { balancesOf } from "@/lib/ledger/statement";
import type { ReconciliationDocument, StripeMovementDocument } from "./schema";
import { workOnReconciliation } from "./reconcile";
import { insertRun } from "./store";

export const now = new Date("2027-02-01T12:00:00Z");
export const later = new Date("2027-02-02T12:00:00Z");

interface Sold {
  entries: LedgerEntry[];
  movements: StripeMovementDocument[];
}

/** One booking's facts and Stripe's movements for them; every fourth went back by half. */
function sell(number: number): Sold {
  const booking_id = newId("booking");
  const price = 1_000 + ((number * 137) % 9_000);
  const { fee, share } = splitPrice(price, 1_000);
  const stripe_fee = 30 + Math.round(price * 0.029);
  const [charge, refund] = [`ch_${booking_id}`, `re_${booking_id}`];
  const half = Math.floor(price / 2);
  const entry = (kind: EntryKind, source: string, lines: Line[], stripe?: LedgerEntry["stripe"]): LedgerEntry => ({
    ...{ _id: newId("ledger"), source: `${source}:${kind}`, kind, booking_id, tutor_id: "tutor_1", market_id: "US_USD", currency: "usd", lines },
    ...(stripe && { stripe }),
    ...{ day: "2027-02-01", created_at: now, is_unnumbered: true },
  });
  const movement = (object_id: string, category: string, amount: number, fee: number): StripeMovementDocument => ({ _id: `txn_${object_id}`, key: `${object_id}:${category}`, category, object_id, amount, fee, currency: "usd", created_at: now });
  const goes = number % 4 === 0;
  const left = splitPrice(price - half, 1_000);
  const going = { fee: fee - left.fee, share: share - left.share };
  return {
    entries: [
      entry("payment_captured", booking_id, [{ account: "stripe_balance", amount: price }, { account: "platform_revenue", amount: -fee }, { account: "coach_pending", amount: -share }], { key: `${charge}:charge`, amount: price, fee: 0 }),
      entry("payment_fee", booking_id, [{ account: "stripe_fees", amount: stripe_fee }, { account: "stripe_balance", amount: -stripe_fee }], { key: `${charge}:charge`, amount: 0, fee: stripe_fee }),
      ...(goes
        ? [
            entry("refund_ordered", booking_id, [{ account: "platform_revenue", amount: going.fee }, { account: "coach_pending", amount: going.share }, { account: "customer_clearing", amount: -half }]),
            entry("refund_sent", booking_id, [{ account: "customer_clearing", amount: half }, { account: "stripe_balance", amount: -half }], { key: `${refund}:refund`, amount: -half, fee: 0 }),
          ]
        : []),
      entry("session_settled", booking_id, [{ account: "coach_pending", amount: goes ? left.share : share }, { account: "coach_available", amount: goes ? -left.share : -share }]),
    ],
    movements: [movement(charge, "charge", price, stripe_fee), ...(goes ? [movement(refund, "refund", -half, 0)] : [])],
  };
}

/** For tests and the benchmark: the books of so many sales, written at once and numbered. */
export async function writeBooks(sales: number): Promise<{ bookings: string[]; entries: number; movements: StripeMovementDocument[] }> {
  const bookings: string[] = [];
  const movements: StripeMovementDocument[] = [];
  let entries = 0;
  for (let from = 0; from < sales; from += 1_000) {
    const sold = Array.from({ length: Math.min(1_000, sales - from) }, (_, i) => sell(from + i));
    await collections().ledger_entries.insertMany(sold.flatMap((sale) => sale.entries));
    await collections().booking_accounts.insertMany(sold.map((sale) => ({ _id: sale.entries[0]?.booking_id ?? "", currency: "usd", version: sale.entries.length, balances: balancesOf(sale.entries) })));
    bookings.push(...sold.map((sale) => sale.entries[0]?.booking_id ?? ""));
    movements.push(...sold.flatMap((sale) => sale.movements));
    entries += sold.reduce((sum, sale) => sum + sale.entries.length, 0);
  }
  await chainEntries();
  return { bookings, entries, movements };
}

/** Compares what is kept of Stripe's movements with the books, without asking Stripe anew. */
export async function compareKept(): Promise<ReconciliationDocument> {
  const run: ReconciliationDocument = {
    ...{ _id: newId("reconciliation"), status: "running", is_running: true, stage: "comparing", cursor: null, started_by: "test", since: null, until: later },
    ...{ movements: 0, entries: 0, differences: [], differences_count: 0, outside: [], failure: null, started_at: later, leased_until: later, done_at: null },
  };
  await insertRun(run);
  const done = await workOnReconciliation({ budget_ms: 60_000, now: later });
  if (!done) throw new Error("somebody else was at it");
  return done;
}
