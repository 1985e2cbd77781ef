import type { BookingDocument } from "@/lib/bookings/schema";
import { formatMoney, type Money } from "@/lib/core/money";
import type { DisputeDocument } from "@/lib/disputes/schema";
import type { ManualPaymentDocument } from "@/lib/manual-payments/schema";
import { packageTitle } from "@/lib/packages/package-words";
import type { PackagePurchaseDocument } from "@/lib/packages/schema";
import type { PaymentDocument } from "@/lib/payments/schema";
import type { RefundDocument } from "@/lib/refunds/schema";
import type { Receipt, ReceiptPayment, ReceiptRefund, Sold, Way } from "./schema";

export interface ReceiptFacts {
  sale: BookingDocument | PackagePurchaseDocument;
  payment: PaymentDocument | null;
  refunds: RefundDocument[];
  manual: ManualPaymentDocument[];
  disputes: DisputeDocument[];
  client: { name: string; email: string; deleted_at?: Date };
  coach_name: string;
  seller: Receipt["seller"];
}

/** The receipt of a session or a package; null while nothing was paid for it. Every amount is in the currency in which it was charged. */
export function makeReceipt(facts: ReceiptFacts): Receipt | null {
  const { sale, payment, client, coach_name, seller } = facts;
  const payments = paymentsOf(facts);
  const first = payments[0];
  if (!first) return null;
  const { currency } = sale;
  const refunds = refundsOf(facts);
  const [paid, refunded] = [sum(payments), sum(refunds)];
  return {
    number: payment?.paid_at ? payment._id : (firstByHand(facts)?._id ?? sale._id),
    booking_id: sale._id,
    issued_at: first.at,
    zone: sale.consumer_timezone,
    seller,
    client: { name: client.name, email: client.deleted_at ? null : client.email },
    coach: { name: coach_name },
    sold: soldOf(sale),
    lines: linesOf(sale, coach_name),
    ...{ payments, refunds },
    paid: { amount: paid, currency },
    refunded: { amount: refunded, currency },
    kept: { amount: paid - refunded, currency },
  };
}

function soldOf(sale: ReceiptFacts["sale"]): Sold {
  if ("sessions" in sale) {
    const { sessions, duration_minutes, valid_days } = sale;
    return { kind: "package", sessions, duration_minutes, valid_days };
  }
  const { subject, duration_minutes, modality, starts_at, ends_at } = sale;
  return { kind: "session", subject, duration_minutes, modality, starts_at, ends_at };
}

function linesOf(sale: ReceiptFacts["sale"], coach_name: string): Receipt["lines"] {
  const { price, currency } = sale;
  if (!("sessions" in sale)) return [{ what: `${sale.subject}, ${sale.duration_minutes} minutes with ${coach_name}`, amount: { amount: price, currency } }];
  const { sessions, single_price, discount_percent } = sale;
  const singly = single_price * sessions;
  const each = formatMoney({ amount: single_price, currency });
  const discount = { what: `${discount_percent} % less, as a package`, amount: { amount: price - singly, currency } };
  return [{ what: `${packageTitle(sale)} with ${coach_name}, ${each} each`, amount: { amount: singly, currency } }, ...(price === singly ? [] : [discount])];
}

function paymentsOf({ payment, manual }: ReceiptFacts): ReceiptPayment[] {
  const byCard = payment?.paid_at ? [{ amount: moneyOf(payment), at: payment.paid_at, way: wayOf(payment) }] : [];
  const byHand = manual.filter(isBooked("received")).map((each) => ({ amount: moneyOf(each), at: bookedAt(each), way: { kind: "by_hand" as const } }));
  return [...byCard, ...byHand].toSorted((a, b) => a.at.getTime() - b.at.getTime());
}

/** A failed refund that was ordered anew is the new one's business; one that failed and was not is still owed, hence under way. */
function refundsOf({ payment, refunds, manual, disputes }: ReceiptFacts): ReceiptRefund[] {
  const byCard = refunds
    .filter(({ replaced_by }) => replaced_by === null)
    .map((refund) => ({
      amount: moneyOf(refund),
      way: wayOf(payment),
      ordered_at: refund.created_at,
      done_at: refund.status === "succeeded" ? refund.done_at : null,
    }));
  const byHand = manual
    .filter(isBooked("returned"))
    .map((each) => ({ amount: moneyOf(each), way: { kind: "by_hand" as const }, ordered_at: bookedAt(each), done_at: bookedAt(each) }));
  const takenBack = disputes
    .filter(({ status }) => status === "open" || status === "lost")
    .map((dispute) => ({ amount: moneyOf(dispute), way: { kind: "bank_took_back" as const }, ordered_at: dispute.created_at, done_at: dispute.created_at }));
  return [...byCard, ...byHand, ...takenBack].toSorted((a, b) => a.ordered_at.getTime() - b.ordered_at.getTime());
}

function firstByHand({ manual }: ReceiptFacts): ManualPaymentDocument | undefined {
  return manual.filter(isBooked("received")).toSorted((a, b) => bookedAt(a).getTime() - bookedAt(b).getTime())[0];
}

function isBooked(direction: ManualPaymentDocument["direction"]): (manual: ManualPaymentDocument) => boolean {
  return (manual) => manual.status === "booked" && manual.direction === direction;
}

/** What needed a second admin counts from that one's yes. */
function bookedAt({ decided_at, created_at }: ManualPaymentDocument): Date {
  return decided_at ?? created_at;
}

function wayOf(payment: PaymentDocument | null): Way {
  return { kind: "card", brand: payment?.card?.brand ?? "card", last4: payment?.card?.last4 ?? "" };
}

function moneyOf({ amount, currency }: Money): Money {
  return { amount, currency };
}

function sum(moves: { amount: Money }[]): number {
  return moves.reduce((total, { amount }) => total + amount.amount, 0);
}
