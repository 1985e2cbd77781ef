import "server-only";
import type { ClientSession } from "mongodb";
import type { BookingDocument } from "@/lib/bookings/schema";
import type { PaymentDocument } from "@/lib/payments/schema";
import { splitPrice } from "@/lib/core/money";
import { type BookedFor, postEntry } from "./post-entry";

/** Stripe has the client's money: the fee is ours, the share is the coach's once the session is settled. */
export function postPaymentCaptured({ payment, charge_id, booking, now, session }: { payment: PaymentDocument; charge_id: string | null; booking: BookingDocument; now: Date; session: ClientSession }): Promise<boolean> {
  const { fee, share } = splitPrice(payment.amount, booking.fee_basis_points);
  return postEntry({
    ...{ booking, kind: "payment_captured", source: `payment:${payment._id}:captured`, now, session },
    lines: () => [
      { account: "stripe_balance", amount: payment.amount },
      { account: "platform_revenue", amount: 0 - fee },
      { account: "coach_pending", amount: 0 - share },
    ],
    ...(charge_id && { stripe: { key: `${charge_id}:charge`, amount: payment.amount, fee: 0 } }),
  });
}

/** What Stripe kept of a charge, known once it has booked the charge itself. */
export function postPaymentFee({ charge_id, fee, booking, now, session }: { charge_id: string; fee: number; booking: BookedFor; now: Date; session: ClientSession }): Promise<boolean> {
  return postEntry({
    ...{ booking, kind: "payment_fee", source: `charge:${charge_id}:fee`, now, session },
    lines: () => [
      { account: "stripe_fees", amount: fee },
      { account: "stripe_balance", amount: 0 - fee },
    ],
    stripe: { key: `${charge_id}:charge`, amount: 0, fee },
  });
}
