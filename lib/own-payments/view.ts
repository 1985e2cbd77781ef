import type { Money } from "@/lib/core/money";

/** One move of a person's money: what they paid, or what comes back. Instants are ISO strings. */
export interface OwnMoneyRow {
  id: string;
  kind: "payment" | "refund";
  /** A payment's moment, or when a refund was ordered. */
  at: string;
  amount: Money;
  /** The session's, or the package's purchase. */
  booking_id: string;
  /** "Piano with Amara Okafor", "5 sessions of 60 minutes with Amara Okafor". */
  what: string;
  /** Null where it did not go through a card. */
  card: { brand: string; last4: string } | null;
  is_by_hand: boolean;
  /** `taken_back`: the client's bank has it · `undelivered`: a refund that failed and is being looked after. */
  state: "paid" | "taken_back" | "on_its_way" | "given_back" | "undelivered";
  /** By when the card shows a refund; null for everything else, and while it is not known. */
  expected_by: string | null;
}

export interface OwnMoney {
  /** Refunds that the card does not show yet, the first ordered first; whatever else is filtered. */
  upcoming: OwnMoneyRow[];
  rows: OwnMoneyRow[];
  /** Where the next page begins; null on the last. */
  next: string | null;
  /** Those in which money moved, the newest first. */
  years: number[];
}
