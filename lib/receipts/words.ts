import { cardName } from "@/lib/core/card-brand";
import { formatClock, formatLongDay, zoneLabel } from "@/lib/core/format-time";
import { formatMoney, type Money } from "@/lib/core/money";
import { packageTitle } from "@/lib/packages/package-words";
import type { Modality } from "@/lib/tutors/catalogue";
import type { Receipt, ReceiptRefund, Way } from "./schema";

/** A receipt in words, part by part, as the page and the PDF set them. */
export interface ReceiptWords {
  title: string;
  facts: { label: string; value: string }[];
  /** `isTotal`: a sum of those above it. */
  lines: { label: string; amount: string; isTotal: boolean }[];
  footnote: string;
}

export function receiptWords(receipt: Receipt): ReceiptWords {
  const { number, issued_at, zone, seller, client, sold, coach, lines, payments, refunds } = receipt;
  const day = (instant: Date) => formatLongDay(instant, zone);
  return {
    title: "Receipt",
    facts: [
      { label: "Receipt", value: number },
      { label: sold.kind === "package" ? "Package" : "Booking", value: receipt.booking_id },
      { label: "Date", value: day(issued_at) },
      { label: "From", value: `${seller.name}, ${seller.address}` },
      { label: "To", value: client.email ? `${client.name}, ${client.email}` : client.name },
      { label: "Coach", value: coach.name },
      ...soldFacts(receipt),
    ],
    lines: [
      ...lines.map(({ what, amount }) => ({ label: what, amount: signed(amount), isTotal: false })),
      ...payments.map((payment) => ({ label: `Paid ${wayWords(payment.way)} on ${day(payment.at)}`, amount: formatMoney(payment.amount), isTotal: false })),
      { label: "Total paid, service fee included", amount: formatMoney(receipt.paid), isTotal: true },
      ...refunds.map((refund) => ({ label: refundWords(refund, day), amount: `−${formatMoney(refund.amount)}`, isTotal: false })),
      ...(refunds.length > 0 ? [{ label: "Paid after refunds", amount: formatMoney(receipt.kept), isTotal: true }] : []),
    ],
    footnote: `All amounts are in ${receipt.paid.currency.toUpperCase()}. Days are those of ${zoneLabel(zone, issued_at)}.`,
  };
}

function soldFacts({ sold, zone, issued_at }: Receipt): ReceiptWords["facts"] {
  if (sold.kind === "package") {
    return [
      { label: "Sessions", value: packageTitle(sold) },
      { label: "When", value: `Within ${sold.valid_days} days from ${formatLongDay(issued_at, zone)}` },
    ];
  }
  const { subject, duration_minutes, modality, starts_at, ends_at } = sold;
  const span = `${formatClock(starts_at, zone)} – ${formatClock(ends_at, zone)} ${zoneLabel(zone, starts_at)}`;
  return [
    { label: "Session", value: `${subject}, ${duration_minutes} minutes, ${modalityWords[modality]}` },
    { label: "When", value: `${formatLongDay(starts_at, zone)}, ${span}` },
  ];
}

/** With the sign that is as wide as a plus. */
function signed(money: Money): string {
  return money.amount < 0 ? `−${formatMoney({ ...money, amount: 0 - money.amount })}` : formatMoney(money);
}

const modalityWords: Record<Modality, string> = { online: "online", in_person: "in person", hybrid: "online or in person" };

function wayWords(way: Way): string {
  if (way.kind !== "card") return "outside our card payments";
  return way.last4 ? `with ${cardName(way)}` : "by card";
}

function refundWords({ way, ordered_at, done_at }: ReceiptRefund, day: (instant: Date) => string): string {
  if (way.kind === "bank_took_back") return `Taken back by your bank on ${day(ordered_at)}`;
  const where = way.kind === "by_hand" ? "outside our card payments" : way.last4 ? `to ${cardName(way)}` : "to your card";
  return done_at ? `Given back ${where} on ${day(done_at)}` : `Ordered back ${where} on ${day(ordered_at)}, on its way`;
}
