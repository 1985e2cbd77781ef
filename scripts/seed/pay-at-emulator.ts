import type { BookingDocument } from "@/lib/bookings/schema";
import { env } from "@/lib/config/env";
import { collections } from "@/lib/db/collections";
import { stripe } from "@/lib/integrations/stripe/client";
import type { PaymentDocument } from "@/lib/payments/schema";

/**
 * Pays some of the demonstration's sessions at Stripe's emulator, so that whoever tries the demonstration can cancel them
 * and see the money go back. Never at the real Stripe. However often this runs, each is paid once, until its money went back.
 */
export async function payAtEmulator(bookings: Pick<BookingDocument, "_id">[]): Promise<void> {
  if (!env().stripe?.emulator_url) return;
  const unpaid = collections().payments.find({ booking_id: { $in: bookings.map(({ _id }) => _id) }, status: "succeeded", stripe_payment_intent_id: { $exists: false } });
  for (const payment of await unpaid.toArray()) {
    const { id, charge_id } = await payOnce(payment, payment._id);
    await collections().payments.updateOne({ _id: payment._id }, { $set: { stripe_payment_intent_id: id, stripe_charge_id: charge_id } });
  }
}

async function payOnce(payment: PaymentDocument, key: string): Promise<{ id: string; charge_id: string }> {
  const { _id: payment_id, booking_id, consumer_id, tutor_id, amount, currency } = payment;
  const metadata = { payment_id, booking_id, consumer_id, tutor_id };
  const order = { amount, currency, description: "A session of the demonstration", transfer_group: booking_id, metadata };
  const { id } = await stripe().paymentIntents.create(
    { ...order, payment_method: "pm_card_visa", confirm: true, allowed_payment_method_types: ["card"] },
    { idempotencyKey: `demonstration_${key}` },
  );
  const { latest_charge: charge } = await stripe().paymentIntents.retrieve(id, { expand: ["latest_charge"] });
  if (charge === null || typeof charge === "string") throw new Error(`the emulator charged nothing for ${payment_id}`);
  // Somebody has tried cancelling this session before: the next intent's key follows from this one.
  return charge.amount_refunded > 0 ? payOnce(payment, id) : { id, charge_id: charge.id };
}
