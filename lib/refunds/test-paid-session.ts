import { aHold, now } from "@/lib/bookings/test-marketplace";
import type { BookingDocument } from "@/lib/bookings/schema";
import { findBooking } from "@/lib/bookings/store";
import { stripe } from "@/lib/integrations/stripe/client";
import { findSessionIntent } from "@/lib/integrations/stripe/session-payments";
import { createIntent } from "@/lib/payments/create-intent";
import type { PaymentDocument } from "@/lib/payments/schema";
import { settlePayment } from "@/lib/payments/settle-payment";
import { findPaymentOfBooking } from "@/lib/payments/store";

/** For tests: a session of 50.00 that was really paid at Stripe('s emulator), with this test card. */
export async function aPaidSession(card = "pm_card_visa", order: Parameters<typeof aHold>[0] = {}): Promise<{ booking: BookingDocument; payment: PaymentDocument; intent_id: string }> {
  const hold = await aHold(order);
  const { intent } = await createIntent({ booking_id: hold._id, user_id: hold.consumer_id, now });
  await stripe().paymentIntents.confirm(intent.id, { payment_method: card, return_url: "http://localhost:3000/checkout" });
  const paid = await findSessionIntent(intent.id);
  if (!paid) throw new Error("Stripe lost it");
  await settlePayment(paid, now);
  const [booking, payment] = [await findBooking(hold._id), await findPaymentOfBooking(hold._id)];
  if (!booking || !payment) throw new Error("it was not booked");
  return { booking, payment, intent_id: intent.id };
}

/** What Stripe gave back of it, the oldest first: amount and state. */
export async function refundsAtStripe(intentId: string): Promise<[number, string | null][]> {
  const { data } = await stripe().refunds.list({ payment_intent: intentId, limit: 100 });
  return data.toReversed().map(({ amount, status }) => [amount, status]);
}
