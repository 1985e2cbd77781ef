import "server-only";
import { isLapsed } from "@/lib/bookings/rules";
import type { BookingDocument } from "@/lib/bookings/schema";
import { findBooking } from "@/lib/bookings/store";
import { AppError } from "@/lib/core/errors";
import type { SessionIntent } from "@/lib/integrations/stripe/session-payments";
import type { TutorDocument } from "@/lib/tutors/schema";
import { findTutor } from "@/lib/tutors/store";
import { orderIntent } from "./order-intent";
import type { WayToPay } from "./ways-to-pay";

interface IntentOrder extends WayToPay {
  booking_id: string;
  user_id: string;
  now: Date;
}

/** The PaymentIntent for a held booking, at the booking's own price: one, however often it is asked for, and with whichever card. */
export async function createIntent({ booking_id, user_id, now, ...way }: IntentOrder): Promise<{ intent: SessionIntent; amount: number }> {
  const booking = await requireHeldBooking(booking_id, user_id, now);
  const tutor = await requireTeachingCoach(booking.tutor_id);
  const { consumer_id, tutor_id, price: amount, currency } = booking;
  const description = `${booking.subject}, ${booking.duration_minutes} minutes with ${tutor.name}`;
  return orderIntent({ booking_id, consumer_id, tutor_id, amount, currency, description, way, now });
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
export async function requireTeachingCoach(tutorId: string): Promise<TutorDocument> {
  const tutor = await findTutor(tutorId);
  if (tutor?.status === "approved") return tutor;
  throw new AppError("conflict", "This coach takes no bookings any more. Nothing was charged.", { details: { reason: "coach_gone" } });
}
