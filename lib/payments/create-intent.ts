import "server-only";
import { isLapsed } from "@/lib/bookings/rules";
import type { BookingDocument } from "@/lib/bookings/schema";
import { findBooking } from "@/lib/bookings/store";
import { AppError } from "@/lib/core/errors";
import { newId } from "@/lib/core/id";
import { createSessionPayment, findSessionIntent, type SessionIntent, toPaymentError } from "@/lib/integrations/stripe/session-payments";
import type { TutorDocument } from "@/lib/tutors/schema";
import { findTutor } from "@/lib/tutors/store";
import type { PaymentDocument } from "./schema";
import { findOrInsertPayment, rememberIntent } from "./store";

/**
 * The PaymentIntent for a held booking, at the booking's own price. Idempotent per booking: the operation is stored before
 * Stripe is asked, and its id is the idempotency key, so that parallel calls, retries and crashes share one intent.
 */
export async function createIntent({ booking_id, user_id, now }: { booking_id: string; user_id: string; now: Date }): Promise<{ intent: SessionIntent; amount: number }> {
  const booking = await requireHeldBooking(booking_id, user_id, now);
  const tutor = await requireTeachingCoach(booking.tutor_id);
  const payment = await findOrInsertPayment(draftPayment(booking, now));
  const intent = await intentOf(payment, booking, tutor).catch((error: unknown) => {
    throw toPaymentError(error);
  });
  if (!payment.stripe_payment_intent_id) await rememberIntent(payment._id, intent.id, now);
  return { intent, amount: payment.amount };
}

async function requireHeldBooking(bookingId: string, userId: string, now: Date): Promise<BookingDocument> {
  const booking = await findBooking(bookingId);
  if (!booking || booking.consumer_id !== userId) throw new AppError("not_found", "There is no such booking.");
  if (booking.status === "confirmed") throw new AppError("conflict", "This session is already paid for.", { details: { reason: "confirmed" } });
  if (booking.status !== "held" || isLapsed(booking, now)) {
    throw new AppError("conflict", "The time is not held for you any more. Nothing was charged.", { details: { reason: "expired" } });
  }
  return booking;
}

/** A hold that was taken at the very moment of a suspension is still there; it shall not be paid for. */
async function requireTeachingCoach(tutorId: string): Promise<TutorDocument> {
  const tutor = await findTutor(tutorId);
  if (tutor?.status === "approved") return tutor;
  throw new AppError("conflict", "This coach takes no bookings any more. Nothing was charged.", { details: { reason: "coach_gone" } });
}

async function intentOf(payment: PaymentDocument, booking: BookingDocument, tutor: TutorDocument): Promise<SessionIntent> {
  if (payment.stripe_payment_intent_id) {
    const known = await findSessionIntent(payment.stripe_payment_intent_id);
    if (known) return known;
  }
  const { _id: payment_id, booking_id, consumer_id, tutor_id, amount, currency } = payment;
  return createSessionPayment({
    ...{ payment_id, booking_id, consumer_id, tutor_id, amount, currency },
    description: `${booking.subject}, ${booking.duration_minutes} minutes with ${tutor.name}`,
  });
}

function draftPayment(booking: BookingDocument, now: Date): PaymentDocument {
  return {
    _id: newId("payment"),
    booking_id: booking._id,
    consumer_id: booking.consumer_id,
    tutor_id: booking.tutor_id,
    amount: booking.price,
    currency: booking.currency,
    status: "created",
    stripe_charge_id: null,
    card: null,
    failure_message: null,
    refund_amount: 0,
    paid_at: null,
    refunded_at: null,
    created_at: now,
    updated_at: now,
  };
}
