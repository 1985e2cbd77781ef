import type { Money } from "@/lib/core/money";
import type { Modality } from "@/lib/tutors/catalogue";

/** How money moved; `by_hand`: outside our card payments, as an admin wrote it down. */
export type Way = { kind: "card"; brand: string; last4: string } | { kind: "by_hand" } | { kind: "bank_took_back" };

export interface ReceiptPayment {
  amount: Money;
  at: Date;
  way: Way;
}

export interface ReceiptRefund {
  amount: Money;
  way: Way;
  ordered_at: Date;
  /** Null while it is under way. */
  done_at: Date | null;
}

export type Sold =
  | { kind: "session"; subject: string; duration_minutes: number; modality: Modality; starts_at: Date; ends_at: Date }
  | { kind: "package"; sessions: number; duration_minutes: number; valid_days: number };

/** What was sold and what was paid for it. The page and the PDF say the same, since both are made of this. */
export interface Receipt {
  /** The payment's id: unique, and in the mail too. */
  number: string;
  /** The session's, or the package's purchase. */
  booking_id: string;
  issued_at: Date;
  /** In which its dates are told: the zone in which the client chose the session or bought the package, so that it reads the same for ever. */
  zone: string;
  seller: { name: string; address: string };
  /** No address once the account is deleted. */
  client: { name: string; email: string | null };
  coach: { name: string };
  sold: Sold;
  /** One below zero is a discount; together they are the price. */
  lines: { what: string; amount: Money }[];
  payments: ReceiptPayment[];
  refunds: ReceiptRefund[];
  paid: Money;
  /** What came back or is on its way. */
  refunded: Money;
  /** Paid and not given back. */
  kept: Money;
}
