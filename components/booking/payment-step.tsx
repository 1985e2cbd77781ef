"use client";

import type { BookingView } from "@/lib/bookings/view";
import type { SavedCard } from "@/lib/payment-methods/view";
import { PayForm } from "./pay-form";
import type { StripeAddress } from "./stripe-card";
import type { HoldClock } from "./use-hold-clock";

interface PaymentStepProps {
  booking: BookingView;
  stripe: StripeAddress;
  payer: { name: string; email: string };
  hold: HoldClock;
  saveNote: () => Promise<void>;
  /** True right after the account was made here: the card is what comes next. */
  takesFocus: boolean;
  returnedIntent: string | null;
  savedCards: SavedCard[];
}

/** Pays for a session while its time is held. */
export function PaymentStep({ booking, hold, saveNote, ...card }: PaymentStepProps) {
  const order = { booking_id: booking.id, saveNote, onExpired: () => void hold.check() };
  return <PayForm order={order} price={booking.price} hold={hold} words={words} {...card} />;
}

const words = { afterwards: "You will get a receipt and a calendar entry by mail.", leaving: "Taking you to your booking." };
