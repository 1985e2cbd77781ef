import type { BookingView, RefundView } from "@/lib/bookings/view";
import { formatMoney, type Money } from "@/lib/core/money";
import { momentWords } from "./session-words";

/** One step of a booking's money; what has not happened yet is said to come, with its date where there is one. */
export interface MoneyStep {
  title: string;
  detail: string;
  is_done: boolean;
}

type Facts = Pick<BookingView, "status" | "price" | "payment" | "refunds" | "payday">;

interface Reader {
  zone: string;
  first_name: string;
  now: Date;
}

/** Where the money of a paid booking has been and where it goes; empty where none has moved. */
export function moneySteps(booking: Facts, reader: Reader): MoneyStep[] {
  const { payment, refunds, price } = booking;
  if (!payment?.paid_at) return [];
  const title = payment.package_id ? `Paid from your package: its part is ${formatMoney(price)}` : `You paid ${formatMoney(price)}`;
  const paid: MoneyStep = { title, detail: momentWords(new Date(payment.paid_at), reader.zone), is_done: true };
  if (payment.status === "returned") return [paid, { title: "The session went back into your package", detail: "Book another time with it.", is_done: true }];
  const back = refunds.map((refund) => backStep(refund, reader));
  const kept = price.amount - refunds.reduce((sum, { amount }) => sum + amount.amount, 0);
  return [paid, ...back, ...(kept > 0 ? keptSteps(booking, { ...price, amount: kept }, reader) : [])];
}

function backStep({ amount, status, done_at }: RefundView, { zone }: Reader): MoneyStep {
  const money = formatMoney(amount);
  if (status === "succeeded") return { title: `${money} went back to you`, detail: done_at ? momentWords(new Date(done_at), zone) : "", is_done: true };
  if (status === "failed") return { title: `${money} did not arrive yet`, detail: "It could not be delivered to your card. We are at it; you need not do anything.", is_done: false };
  return { title: `${money} is on its way back`, detail: status === "pending" ? "Your bank has it and will show it soon." : "We are sending it back now.", is_done: false };
}

/** What is not given back waits with us, and is then the coach's and ours. */
function keptSteps(booking: Facts, kept: Money, { zone, first_name, now }: Reader): MoneyStep[] {
  const payday = new Date(booking.payday);
  const what = kept.amount === booking.price.amount ? "it" : formatMoney(kept);
  const paid: MoneyStep = { title: `${first_name} is paid`, detail: "After that day, if nobody has reported a problem.", is_done: false };
  if (booking.status === "disputed") {
    return [
      { title: "MaestroHub keeps it", detail: "Until we have decided about what was reported.", is_done: false },
      { ...paid, detail: "If that is what we decide." },
    ];
  }
  const isOpen = booking.status === "confirmed";
  const until = isOpen ? `Until a day after the session is completed: ${momentWords(payday, zone)} at the latest` : `Until ${momentWords(payday, zone)}`;
  return [{ title: `MaestroHub keeps ${what}`, detail: until, is_done: payday <= now }, paid];
}

/** What the ledger has besides: money that did not go through the card. */
export function ledgerSteps(steps: { words: string; at: string; amount: number; currency: string }[], zone: string): MoneyStep[] {
  return steps.map((step) => ({ title: `${formatMoney(step)} ${step.words}`, detail: momentWords(new Date(step.at), zone), is_done: true }));
}
