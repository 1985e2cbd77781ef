import "server-only";
import { collections } from "@/lib/db/collections";
import { compare, comparedFields, nextSteps, type Pair } from "./rules";
import type { Difference } from "./schema";

/** Far more than the rows that one object has. */
const page = 5_000;

/**
 * Walks along Stripe's movements and our entries at once, both in the order of their keys, a page at a time: however many there
 * are, no more than two pages are held. `next` null: both are at their end.
 */
export async function comparePage(after: string | null, until: Date): Promise<{ differences: Difference[]; entries: number; next: string | null }> {
  const from = after ?? "";
  const [movements, rows] = await Promise.all([
    collections().stripe_movements.find({ key: { $gt: from } }, { batchSize: page }).sort({ key: 1, _id: 1 }).limit(page).toArray(),
    collections().ledger_entries.find({ "stripe.key": { $gt: from } }, { batchSize: page, projection: comparedFields }).sort({ "stripe.key": 1, _id: 1 }).limit(page).toArray(),
  ]);
  const entries = rows as Pair["entries"];
  // Of a full page the last object may go on behind it.
  const ends = [movements.length === page && movements.at(-1)?.key, entries.length === page && entries.at(-1)?.stripe.key].filter((key) => typeof key === "string");
  const end = ends.toSorted(byBytes)[0] ?? null;
  const isInside = (key: string) => end === null || byBytes(key, end) < 0;

  const pairs = new Map<string, Pair>();
  const pairOf = (key: string) => pairs.get(key) ?? pairs.set(key, { key, movements: [], entries: [] }).get(key)!;
  for (const movement of movements) if (isInside(movement.key)) pairOf(movement.key).movements.push(movement);
  for (const entry of entries) if (isInside(entry.stripe.key)) pairOf(entry.stripe.key).entries.push(entry);
  const differences = [...pairs.values()].flatMap((pair) => compare(pair, until) ?? []);
  const last = [...pairs.keys()].toSorted(byBytes).at(-1) ?? null;
  if (end !== null && last === null) throw new Error(`more than ${page} rows have the key ${end}`);
  return { differences: await nameBookings(differences), entries: entries.filter(({ stripe }) => isInside(stripe.key)).length, next: end === null ? null : last };
}

/** As MongoDB sorts text. */
function byBytes(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** What Stripe moved and no entry has may be of a payment that we know all the same: then an entry is missing, and it is no stranger. */
async function nameBookings(differences: Difference[]): Promise<Difference[]> {
  const strangers = differences.filter(({ kind }) => kind === "foreign_object").map(({ object_id }) => object_id);
  if (strangers.length === 0) return differences;
  const [payments, refunds, disputes, sponsorships] = await Promise.all([
    // A package's sessions carry its charge too; it is the package that was charged.
    collections().payments.find({ stripe_charge_id: { $in: strangers }, package_purchase_id: { $exists: false } }, { projection: { booking_id: 1, stripe_charge_id: 1 } }).toArray(),
    collections().refunds.find({ stripe_refund_id: { $in: strangers } }, { projection: { booking_id: 1, stripe_refund_id: 1 } }).toArray(),
    collections().disputes.find({ _id: { $in: strangers } }, { projection: { booking_id: 1 } }).toArray(),
    collections().sponsorships.find({ "paid_invoices.charge_id": { $in: strangers } }, { projection: { paid_invoices: 1 } }).toArray(),
  ]);
  const bookings = new Map([
    ...payments.map(({ stripe_charge_id, booking_id }) => [stripe_charge_id, booking_id] as const),
    ...refunds.map(({ stripe_refund_id, booking_id }) => [stripe_refund_id, booking_id] as const),
    ...disputes.map(({ _id, booking_id }) => [_id, booking_id] as const),
    ...sponsorships.flatMap(({ _id, paid_invoices }) => paid_invoices.map(({ charge_id }) => [charge_id, _id] as const)),
  ]);
  return differences.map((difference) => asMissing(difference, bookings.get(difference.object_id)));
}

function asMissing(difference: Difference, booking_id: string | undefined): Difference {
  if (difference.kind !== "foreign_object" || !booking_id) return difference;
  return { ...difference, kind: "missing_entry", booking_id, next_step: nextSteps.missing_entry };
}

