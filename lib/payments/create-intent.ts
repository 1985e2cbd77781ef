import "server-only";
import { isLapsed } from "@/lib/bookings/rules";
import type { BookingDocument } from "@/lib/bookings/schema";
import { findBooking } from "@/lib/bookings/store";
import { AppError } from "@/lib/core/errors";
import { newId } from "@/lib/core/id";
import { bindSessionIntent, createSessionPayment, findSessionIntent, type SessionIntent, toPaymentError } from "@/lib/integrations/stripe/session-payments";
import { requireOwnCard } from "@/lib/payment-methods/require-own-card";
import type { TutorDocument } from "@/lib/tutors/schema";
import { findTutor } from "@/lib/tutors/store";
import { ownCustomer } from "@/lib/users/own-customer";
import type { PaymentDocument } from "./schema";
import { findOrInsertPayment, rememberIntent } from "./store";

interface IntentOrder {
  booking_id: string;
  user_id: string;
  /** True where the person wants the card that they type to be kept. */
  save_card?: boolean;
  /** The saved card that pays. */
  payment_method_id?: string;
  now: Date;
}

/**
 * The PaymentIntent for a held booking, at the booking's own price. Idempotent per booking: the operation is stored before
 * Stripe is asked, and its id is the idempotency key, so that parallel calls, retries and crashes share one intent. How it is
 * to be paid is said on it each time. Throws 404, before anything is written, for a card that is not this person's.
 */
export async function createIntent(order: IntentOrder): Promise<{ intent: SessionIntent; amount: number }> {
  const { booking_id, user_id, now } = order;
  const booking = await requireHeldBooking(booking_id, user_id, now);
  const tutor = await requireTeachingCoach(booking.tutor_id);
  const paying = await waysToPay(order);
  const payment = await findOrInsertPayment(draftPayment(booking, now));
  const intent = await intentOf(payment, booking, tutor).catch((error: unknown) => {
    throw toPaymentError(error);
  });
  if (!payment.stripe_payment_intent_id) await rememberIntent(payment._id, intent.id, now);
  return { intent: await bindIntent(intent, paying), amount: payment.amount };
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

interface Paying {
  /** Null where no card is kept and none that was kept is used: then Stripe need not know who pays. */
  customer_id: string | null;
  keeps_card: boolean;
}

async function waysToPay({ user_id, save_card = false, payment_method_id }: IntentOrder): Promise<Paying> {
  if (payment_method_id !== undefined) return { customer_id: (await requireOwnCard({ user_id, card_id: payment_method_id })).customer_id, keeps_card: false };
  const customer_id = save_card
    ? await ownCustomer(user_id).catch((error: unknown) => {
        throw toPaymentError(error);
      })
    : null;
  return { customer_id, keeps_card: save_card };
}

/** The intent as this try needs it: what an earlier try said of keeping a card holds no longer. */
async function bindIntent(intent: SessionIntent, { customer_id, keeps_card }: Paying): Promise<SessionIntent> {
  const isAsWanted = intent.keeps_card === keeps_card && (customer_id === null || intent.customer_id === customer_id);
  if (isAsWanted) return intent;
  const bound = await bindSessionIntent({ intent_id: intent.id, customer_id, keeps_card }).catch((error: unknown) => {
    throw toPaymentError(error);
  });
  return bound ?? intent;
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
