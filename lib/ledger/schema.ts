import type { Account } from "./accounts";

/** What happened. Each kind has a function that posts it (post-….ts), and a sentence (words.ts). */
export const entryKinds = [
  "payment_captured", "payment_fee", "refund_ordered", "refund_sent", "refund_returned", "session_settled", "session_contested",
  "dispute_opened", "dispute_won", "dispute_lost", "transfer_sent", "transfer_reversed", "manual_received", "manual_returned",
  "package_session_booked", "package_session_returned", "sponsorship_paid", "sponsorship_refunded", "sponsorship_refund_returned",
] as const;
export type EntryKind = (typeof entryKinds)[number];

/** Minor units: above zero is a debit, below zero a credit. */
export interface Line {
  account: Account;
  amount: number;
}

/**
 * The movement of our Stripe balance that a fact must be matched by. `key` is the object's id and Stripe's reporting
 * category ("ch_…:charge", "re_…:refund"), `amount` before Stripe's `fee`.
 */
export interface ExpectedMovement {
  key: string;
  amount: number;
  fee: number;
}

/** One fact in double entry. Never changed after it was written, but for the number and hashes that it gets once (chain-entries.ts). */
export interface LedgerEntry {
  _id: string;
  /** Unique: "payment:pay_…:captured", "refund:ref_…:sent". A fact is never booked twice. */
  source: string;
  kind: EntryKind;
  /** The session's, the package's purchase (`pkg_…`), or the sponsorship's (`spon_…`). */
  booking_id: string;
  tutor_id: string;
  market_id: string;
  currency: string;
  /** Their sum is zero. */
  lines: Line[];
  /** Where our Stripe balance moved. */
  stripe?: ExpectedMovement;
  /** "2027-02-01", in UTC: what charts and periods go by. */
  day: string;
  created_at: Date;
  /** Until its number is given. */
  is_unnumbered?: true;
  seq?: number;
  previous_hash?: string;
  hash?: string;
}

export type ChainedEntry = LedgerEntry & { seq: number; previous_hash: string; hash: string };

export type Balances = Partial<Record<Account, number>>;

/** What the entries of one booking add up to, and the lock that lets its facts be booked one after another. */
export interface BookingAccountDocument {
  _id: string;
  currency: string;
  /** Counts the entries. */
  version: number;
  /** Debits above zero, as in the lines. */
  balances: Balances;
}

/** The end of the chain: whoever numbers entries holds it. */
export interface LedgerHeadDocument {
  _id: "head";
  seq: number;
  hash: string;
  /** Counts who held it. */
  turns: number;
}
