import { formatMoney } from "@/lib/core/money";
import type { ChainFault } from "@/lib/ledger/verify-chain";
import type { LedgerEntry } from "@/lib/ledger/schema";
import type { Difference, DifferenceKind, StripeMovementDocument } from "./schema";

/** Movements that no booking has: to and from our own bank, and what Stripe takes for its other services. */
export const outsideCategories = ["payout", "payout_reversal", "fee", "network_cost", "tax", "topup", "topup_reversal", "reserve_transaction", "reserved_funds", "risk_reserved_funds", "other_adjustment"];

export function isOutside({ category }: Pick<StripeMovementDocument, "category">): boolean {
  return outsideCategories.includes(category);
}

/** What compare() reads of an entry: to fetch the rest would take most of the time. */
export const comparedFields = { stripe: 1, booking_id: 1, currency: 1, kind: 1, lines: 1, created_at: 1 } as const;
type ComparedEntry = Pick<LedgerEntry, keyof typeof comparedFields> & { stripe: NonNullable<LedgerEntry["stripe"]> };

export interface Pair {
  key: string;
  movements: StripeMovementDocument[];
  entries: ComparedEntry[];
}

/**
 * What is wrong with one object's movement: what Stripe says of it against all that our books say of it. Null where both
 * agree, and where one side is missing and younger than `until`: it may be on its way.
 */
export function compare({ key, movements, entries }: Pair, until: Date): Difference | null {
  const object_id = key.slice(0, key.lastIndexOf(":"));
  const theirs = sums(movements);
  const ours = sums(entries.map(({ stripe, currency }) => ({ ...stripe, currency })));
  const booking_id = entries[0]?.booking_id ?? null;
  const currency = movements[0]?.currency ?? entries[0]?.currency ?? "usd";
  const differ = (kind: DifferenceKind, amount: number, sentence: string): Difference => ({ kind, object_id, booking_id, amount, currency, sentence, next_step: nextSteps[kind] });
  const words = (amount: number) => formatMoney({ amount, currency });

  if (entries.length === 0) {
    if (movements.every(isOutside) || movements.some(({ created_at }) => created_at > until)) return null;
    return differ("foreign_object", theirs.net, `Stripe moved ${words(theirs.net)}, and our books know nothing of it.`);
  }
  if (movements.length === 0) {
    if (entries.some(({ created_at }) => created_at > until)) return null;
    return differ("missing_at_stripe", 0 - ours.net, `Our books say that Stripe moved ${words(ours.net)}, and Stripe has no such movement.`);
  }
  if (entries.some((entry) => entry.currency !== currency)) return differ("wrong_currency", theirs.net, `Stripe moved ${words(theirs.net)}, and our books have it in ${entries.map((entry) => entry.currency.toUpperCase()).join(" and ")}.`);
  const kinds = entries.map(({ kind }) => kind);
  if (new Set(kinds).size < kinds.length) return differ("doubled", theirs.net - ours.net, `Stripe moved ${words(theirs.net)} once, and our books have it ${kinds.length} times.`);
  const lines = entries.flatMap((entry) => entry.lines).filter(({ account }) => account === "stripe_balance");
  const booked = lines.reduce((sum, line) => sum + line.amount, 0);
  if (booked !== ours.net) return differ("wrong_amount", theirs.net - booked, `Stripe moved ${words(theirs.net)}, and the lines of our entries say ${words(booked)}.`);
  if (ours.amount === theirs.amount && ours.fee === theirs.fee) return null;
  if (ours.amount === 0 || (ours.fee === 0 && ours.amount === theirs.amount)) {
    if (ours.amount !== 0 && movements.some(({ created_at }) => created_at > until)) return null;
    return differ("missing_entry", theirs.net - ours.net, ours.amount === 0 ? `Stripe moved ${words(theirs.amount)}, and our books have only its fee.` : `Stripe kept ${words(theirs.fee)}, and our books do not have it.`);
  }
  return differ("wrong_amount", theirs.net - ours.net, `Stripe moved ${words(theirs.net)}, and our books say ${words(ours.net)}.`);
}

/** What the chain says: an entry is not as it was written, or is gone. */
export function differenceOfFault({ seq, entry, fault }: ChainFault): Difference {
  const kind = fault === "missing" ? "missing_entry" : "changed_entry";
  const sentence = fault === "missing" ? `Entry number ${seq} was written and is gone.` : fault === "out_of_place" ? `Entry number ${seq} does not follow the one before it.` : `Entry number ${seq} is not what it was when it was written.`;
  return { kind, object_id: entry?._id ?? `entry ${seq}`, booking_id: entry?.booking_id ?? null, amount: 0, currency: entry?.currency ?? "usd", sentence, next_step: chainStep };
}

const chainStep = "Somebody changed the database by hand. Compare with a backup from before, put the entry back as it was, and find out who has access.";

export const nextSteps: Record<DifferenceKind, string> = {
  missing_entry: "Open the booking and see which fact is missing. If Stripe’s event was given up, replay it under Jobs; it is booked then.",
  wrong_amount: "Compare the object at Stripe with the booking’s entries. Our entry is wrong: find what wrote it before anything is paid out.",
  doubled: "Find what booked it twice. Nothing more may be paid out for this booking until the second entry is explained.",
  wrong_currency: "Look the object up at Stripe. The booking’s entries are in another currency, so its fee and share are wrong too.",
  changed_entry: chainStep,
  foreign_object: "Look it up at Stripe. If it was made by hand on Stripe’s pages, find out by whom; if another program uses this account, give it one of its own.",
  missing_at_stripe: "Look the object up at Stripe, in the mode (test or live) that our key has. If it is not there, our entry is of no fact.",
  wrong_sum: "What is kept for this booking is not what its entries add up to. Put the entries right first; the sum follows from them.",
};

function sums(rows: { amount: number; fee: number }[]): { amount: number; fee: number; net: number } {
  const amount = rows.reduce((sum, row) => sum + row.amount, 0);
  const fee = rows.reduce((sum, row) => sum + row.fee, 0);
  return { amount, fee, net: amount - fee };
}
