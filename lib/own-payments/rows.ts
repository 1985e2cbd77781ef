import type { ManualPaymentDocument } from "@/lib/manual-payments/schema";
import type { PaymentDocument } from "@/lib/payments/schema";
import { arrivesBy } from "@/lib/refunds/arrival";
import type { RefundDocument } from "@/lib/refunds/schema";
import type { OwnMoneyRow } from "./view";

/** A row before the words of what it was for are known. */
export type BareRow = Omit<OwnMoneyRow, "what" | "at"> & { at: Date };

export function paymentRow({ _id, paid_at, created_at, amount, currency, booking_id, card, chargeback }: PaymentDocument): BareRow {
  const isTakenBack = chargeback?.status === "open" || chargeback?.status === "lost";
  const facts = { id: _id, kind: "payment" as const, at: paid_at ?? created_at, amount: { amount, currency }, booking_id, card, is_by_hand: false };
  return { ...facts, state: isTakenBack ? "taken_back" : "paid", expected_by: null };
}

/** `card`: that of the payment, where the money goes back to. A bank shows what has left Stripe some days later. */
export function refundRow(refund: RefundDocument, card: OwnMoneyRow["card"]): BareRow {
  const { _id, created_at, amount, currency, booking_id, status, done_at } = refund;
  const facts = { id: _id, kind: "refund" as const, at: created_at, amount: { amount, currency }, booking_id, card, is_by_hand: false };
  if (status === "failed") return { ...facts, state: "undelivered", expected_by: null };
  return { ...facts, state: status === "succeeded" ? "given_back" : "on_its_way", expected_by: arrivesBy(done_at ?? created_at).toISOString() };
}

/** What needed a second admin counts from that one's yes. */
export function manualRow({ _id, direction, decided_at, created_at, amount, currency, booking_id }: ManualPaymentDocument): BareRow {
  const facts = { id: _id, at: decided_at ?? created_at, amount: { amount, currency }, booking_id, card: null, is_by_hand: true, expected_by: null };
  return direction === "received" ? { ...facts, kind: "payment", state: "paid" } : { ...facts, kind: "refund", state: "given_back" };
}

/** The card does not show it yet, as far as anybody can know. */
export function isUpcoming({ kind, state, expected_by }: BareRow, now: Date): boolean {
  if (kind !== "refund") return false;
  return state === "undelivered" || state === "on_its_way" || (expected_by !== null && Date.parse(expected_by) > now.getTime());
}

/** The latest first; what happened at one instant in the order of ids, so that pages neither repeat nor skip. */
export function byTime(a: BareRow, b: BareRow): number {
  return b.at.getTime() - a.at.getTime() || (a.id < b.id ? 1 : -1);
}

export function isBefore({ at, id }: BareRow, place: { at: Date; id: string } | null): boolean {
  return place === null || at < place.at || (at.getTime() === place.at.getTime() && id < place.id);
}
