import type { Modality } from "@/lib/tutors/catalogue";
import type { UserDocument } from "@/lib/users/schema";
import type { BookingDocument, BookingStatus } from "./schema";

/** What the coach of a booking may see of it. Instants are ISO strings. */
export interface TaughtSessionView {
  id: string;
  status: BookingStatus;
  starts_at: string;
  ends_at: string;
  duration_minutes: number;
  subject: string;
  modality: Modality;
  place: string | null;
  client_name: string;
  consumer_timezone: string;
  tutor_timezone: string;
  note: string | null;
  price: { amount: number; currency: string };
  fee: { amount: number; currency: string };
  receives: { amount: number; currency: string };
}

export function toTaughtSessionView(booking: BookingDocument, client: Pick<UserDocument, "name"> | null): TaughtSessionView {
  const { currency } = booking;
  return {
    id: booking._id,
    status: booking.status,
    starts_at: booking.starts_at.toISOString(),
    ends_at: booking.ends_at.toISOString(),
    duration_minutes: booking.duration_minutes,
    subject: booking.subject,
    modality: booking.modality,
    place: booking.place,
    client_name: client?.name ?? "A former client",
    consumer_timezone: booking.consumer_timezone,
    tutor_timezone: booking.tutor_timezone,
    note: booking.note,
    price: { amount: booking.price, currency },
    fee: { amount: booking.fee_amount, currency },
    receives: { amount: booking.tutor_amount, currency },
  };
}
