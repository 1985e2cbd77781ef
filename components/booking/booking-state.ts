import type { Tone } from "@/components/ui/badge";
import type { BookingView } from "@/lib/bookings/view";
import { formatMoney, type Money } from "@/lib/core/money";

/** The state of a booking as its page says it. */
export interface BookingState {
  word: string;
  tone: Tone;
  title: string;
  sentence: string;
}

type Facts = Pick<BookingView, "status" | "is_lapsed" | "starts_at" | "ends_at" | "price" | "payment" | "cancellation" | "problem"> & { first_name: string };

export function bookingState(booking: Facts, now: Date): BookingState {
  switch (booking.status) {
    case "held":
      return booking.is_lapsed ? notBooked : { word: "Held", tone: "warning", title: "Held for you", sentence: "The time is yours for a few minutes. Pay to book it." };
    case "expired":
      return booking.payment?.paid_at ? givenBack(booking, booking.payment) : notBooked;
    case "confirmed":
      return confirmed(booking, now);
    case "completed":
      return { word: "Completed", tone: "neutral", title: "Completed", sentence: decided(booking) ?? `Your session with ${booking.first_name} took place.` };
    case "canceled_by_consumer":
      return { word: "Cancelled", tone: "neutral", title: "Cancelled by you", sentence: `This session does not take place. ${comesBack(booking.cancellation, booking)}` };
    case "canceled_by_tutor":
      return canceledForYou(booking);
    case "no_show_consumer":
      return { word: "Missed", tone: "neutral", title: "You were missed", sentence: decided(booking) ?? `${booking.first_name} says that you did not come. The price is not given back, unless you were there and say so.` };
    case "no_show_tutor":
      return { word: "Missed", tone: "neutral", title: `${booking.first_name} did not come`, sentence: decided(booking) ?? "This session did not take place." };
    case "disputed":
      return { word: "In question", tone: "warning", title: "This is being looked at", sentence: "We hear both sides and decide. Nobody is paid until then." };
  }
}

function canceledForYou({ cancellation, first_name, ...booking }: Facts): BookingState {
  const who = cancellation?.by === "maestrohub" ? "us" : first_name;
  return { word: "Cancelled", tone: "danger", title: `Cancelled by ${who}`, sentence: `This session does not take place. ${comesBack(cancellation, booking)}` };
}

function decided(booking: Facts): string | null {
  const decision = booking.problem?.decision;
  return decision ? `We have decided about what was reported. ${comesBack(decision, booking)}` : null;
}

function comesBack(end: { refund: Money; returns_session?: true } | null, { price, payment }: Pick<Facts, "price" | "payment">): string {
  if (end?.returns_session) return "The session is back in your package: book another time with it.";
  const refund = end?.refund;
  if (!refund || refund.amount === 0) return "Nothing comes back.";
  const isBack = payment?.status === "refunded";
  const what = refund.amount === price.amount ? `everything, ${formatMoney(refund)},` : formatMoney(refund);
  return isBack ? `You got ${what} back.` : `You get ${what} back; it is on its way.`;
}

const notBooked: BookingState = {
  word: "Not booked",
  tone: "neutral",
  title: "Not booked",
  sentence: "The time was held for ten minutes and not paid for. Nothing was charged.",
};

function confirmed({ starts_at, ends_at, first_name }: Facts, now: Date): BookingState {
  if (new Date(ends_at) <= now) return { word: "Over", tone: "neutral", title: "This session is over", sentence: `${first_name} marks it as completed, or it happens by itself a day after the end.` };
  if (new Date(starts_at) <= now) return { word: "Now", tone: "brand", title: "Your session is on", sentence: `${first_name} is expecting you.` };
  return { word: "Booked", tone: "brand", title: "You are booked", sentence: `${first_name} knows, and the time is yours.` };
}

function givenBack({ starts_at, price }: Facts, payment: NonNullable<Facts["payment"]>): BookingState {
  const amount = formatMoney(price);
  const hadBegun = payment.paid_at !== null && payment.paid_at >= starts_at;
  const why = hadBegun ? "That session had begun when the payment came." : "That time was taken while you were paying.";
  if (payment.status === "refunded") {
    const card = payment.card ? ` to the card ending in ${payment.card.last4}` : "";
    return { word: "Refunded", tone: "info", title: "Your money is back", sentence: `${why} Your ${amount} went back${card}; banks show it within 5 to 10 days.` };
  }
  return { word: "Refund on its way", tone: "info", title: "This one did not work out", sentence: `${why} Your ${amount} is on its way back.` };
}
