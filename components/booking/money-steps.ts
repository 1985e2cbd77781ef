import type { BookingView } from "@/lib/bookings/view";
import { formatMoney } from "@/lib/core/money";
import { momentWords } from "./session-words";

/** One step of a booking's money; what has not happened yet is said to come, with its date where there is one. */
export interface MoneyStep {
  title: string;
  detail: string;
  is_done: boolean;
}

const day_ms = 86_400_000;

/** Where the money of a paid booking has been and where it goes; empty where none has moved. */
export function moneySteps(booking: BookingView, { zone, first_name, now }: { zone: string; first_name: string; now: Date }): MoneyStep[] {
  const { payment } = booking;
  if (!payment?.paid_at) return [];
  const amount = formatMoney(booking.price);
  const paid: MoneyStep = { title: `You paid ${amount}`, detail: momentWords(new Date(payment.paid_at), zone), is_done: true };

  if (payment.status === "refunded" || payment.status === "refund_pending") {
    const isDone = payment.status === "refunded";
    const when = payment.refunded_at ? momentWords(new Date(payment.refunded_at), zone) : "We are sending it back now.";
    return [paid, { title: isDone ? `${amount} went back to you` : `${amount} is on its way back`, detail: when, is_done: isDone }];
  }

  const ends_at = new Date(booking.ends_at);
  const payday = new Date(ends_at.getTime() + day_ms);
  return [
    paid,
    { title: "MaestroHub keeps it", detail: `Until a day after the session: ${momentWords(payday, zone)}`, is_done: payday <= now },
    { title: `${first_name} is paid`, detail: "After that day, if nobody has reported a problem.", is_done: false },
  ];
}
