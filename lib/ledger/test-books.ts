import type { BookingDocument } from "@/lib/bookings/schema";
import { newId } from "@/lib/core/id";
import { splitPrice } from "@/lib/core/money";
import { withTransaction } from "@/lib/db/client";
import type { PaymentDocument } from "@/lib/payments/schema";
import { postPaymentCaptured, postPaymentFee } from "./post-payment";

export const now = new Date("2027-02-01T12:00:00Z");

/** For tests: a booking and its payment as the postings read them; neither is stored. */
export function aSale(parts: { price?: number; currency?: string; market_id?: string; fee_basis_points?: number } = {}): { booking: BookingDocument; payment: PaymentDocument; charge_id: string } {
  const { price = 5_000, currency = "usd", market_id = "US_USD", fee_basis_points = 1_000 } = parts;
  const { fee, share } = splitPrice(price, fee_basis_points);
  const booking = { _id: newId("booking"), tutor_id: "tutor_1", consumer_id: "user_1", market_id, price, currency, fee_basis_points, fee_amount: fee, tutor_amount: share, status: "confirmed" } as BookingDocument;
  const payment = { _id: newId("payment"), booking_id: booking._id, consumer_id: "user_1", tutor_id: "tutor_1", amount: price, currency, refund_amount: 0 } as PaymentDocument;
  return { booking, payment, charge_id: `ch_${payment._id}` };
}

/** Charged, with what Stripe kept of it. */
export async function bookSale(sale: ReturnType<typeof aSale>, fee = 175): Promise<void> {
  const { booking, payment, charge_id } = sale;
  await withTransaction((session) => postPaymentCaptured({ payment, charge_id, booking, now, session }));
  await withTransaction((session) => postPaymentFee({ charge_id, fee, booking, now, session }));
}

/** Numbers that look like chance and are the same each time (mulberry32). */
export function chance(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
