import "server-only";
import { AppError } from "@/lib/core/errors";
import { findPaymentOfBooking, listPaymentsOfBookings, listRefundedBookingIds } from "@/lib/payments/store";
import { listRefundsOf } from "@/lib/refunds/store";
import { findTutor, findTutors } from "@/lib/tutors/store";
import { findBooking, listBookingsOf } from "./store";
import { type BookingView, toBookingView } from "./view";

/** One booking as its consumer sees it; null for everybody else, whether it exists or not. */
export async function findOwnBooking({ booking_id, consumer_ids, now }: { booking_id: string; consumer_ids: (string | null)[]; now: Date }): Promise<BookingView | null> {
  const booking = await findBooking(booking_id);
  if (!booking || !consumer_ids.includes(booking.consumer_id)) return null;
  const [tutor, payment, refunds] = await Promise.all([findTutor(booking.tutor_id), findPaymentOfBooking(booking_id), listRefundsOf(booking_id)]);
  return tutor && toBookingView({ booking, tutor, payment, refunds, now });
}

export async function requireOwnBooking(query: { booking_id: string; consumer_ids: (string | null)[]; now: Date }): Promise<BookingView> {
  const found = await findOwnBooking(query);
  if (!found) throw new AppError("not_found", "There is no such booking.");
  return found;
}

/** All of a consumer's bookings, the latest first; what was refunded of each is on its own page. */
export async function listOwnBookings(consumerId: string, now: Date): Promise<BookingView[]> {
  const bookings = await listBookingsOf({ consumer_id: consumerId, also: await listRefundedBookingIds(consumerId), now });
  const [tutorList, payments] = await Promise.all([
    findTutors([...new Set(bookings.map(({ tutor_id }) => tutor_id))]),
    listPaymentsOfBookings(bookings.map(({ _id }) => _id)),
  ]);
  const tutors = new Map(tutorList.map((tutor) => [tutor._id, tutor]));
  return bookings.flatMap((booking) => {
    const tutor = tutors.get(booking.tutor_id);
    return tutor ? [toBookingView({ booking, tutor, payment: payments.get(booking._id) ?? null, refunds: [], now })] : [];
  });
}
