/** A movement of our balance at Stripe, as Stripe told it: kept, so that comparing needs no second telling. */
export interface StripeMovementDocument {
  /** "txn_…" */
  _id: string;
  /** The object's id and Stripe's reporting category: "ch_…:charge". */
  key: string;
  category: string;
  object_id: string;
  amount: number;
  fee: number;
  currency: string;
  created_at: Date;
}

export const differenceKinds = ["missing_entry", "wrong_amount", "doubled", "wrong_currency", "changed_entry", "foreign_object", "missing_at_stripe", "wrong_sum"] as const;
export type DifferenceKind = (typeof differenceKinds)[number];

/** Something that Stripe and our books say differently, or that our books no longer say as they did. */
export interface Difference {
  kind: DifferenceKind;
  /** Stripe's object, or our entry. */
  object_id: string;
  booking_id: string | null;
  /** Minor units: theirs less ours. */
  amount: number;
  currency: string;
  /** What is wrong, and what to do about it. */
  sentence: string;
  next_step: string;
}

export const stages = ["reading_stripe", "comparing", "adding_up", "checking_chain"] as const;
export type ReconciliationStage = (typeof stages)[number];

export interface ReconciliationDocument {
  _id: string;
  status: "running" | "done" | "failed";
  /** While it runs: there is one at a time. */
  is_running?: true;
  stage: ReconciliationStage;
  /** Where the stage goes on, after a crash or in the next slice. */
  cursor: string | null;
  /** Who pressed, or "nightly". */
  started_by: string;
  /** Movements from here on are read from Stripe; null: all of them. */
  since: Date | null;
  /** What is younger than this was left for the next time: it may be on its way. */
  until: Date;
  /** How many movements were read, entries compared and entries found in the chain. */
  movements: number;
  entries: number;
  /** At most as many as are kept; `differences_count` says how many there are. */
  differences: Difference[];
  differences_count: number;
  /** What went to our own bank and other movements that no booking of ours explains, by category and currency. */
  outside: { category: string; currency: string; amount: number }[];
  failure: string | null;
  started_at: Date;
  /** Until when somebody is at it; then it may be taken over. */
  leased_until: Date;
  done_at: Date | null;
}
