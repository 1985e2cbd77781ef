import type { PaymentDocument } from "@/lib/payments/schema";
import type { TutorDocument } from "@/lib/tutors/schema";
import { type CoachCard, toCoachCard } from "@/lib/tutors/view";
import type { Modality } from "@/lib/tutors/catalogue";
import { cancellationTerms } from "./cancellation";
import { isLapsed } from "./rules";
import type { BookingDocument, BookingStatus } from "./schema";

/** What the consumer of a booking may see of it. Instants are ISO strings, so that it can go to the browser as it is. */
export interface BookingView {
  id: string;
  status: BookingStatus;
  /** The hold has run out: the time may be anybody's by now. */
  is_lapsed: boolean;
  starts_at: string;
  ends_at: string;
  duration_minutes: number;
  subject: string;
  modality: Modality;
  place: string | null;
  consumer_timezone: string;
  tutor_timezone: string;
  price: { amount: number; currency: string };
  note: string | null;
  hold_expires_at: string | null;
  confirmed_at: string | null;
  /** As they stand from the moment of purchase (now, while it is not bought); none left means nothing comes back. */
  cancellation_terms: { until: string; refund_percent: number }[];
  coach: CoachCard;
  /** Only once the session is paid for. */
  meeting_url: string | null;
  payment: PaymentView | null;
}

export interface PaymentView {
  id: string;
  status: PaymentDocument["status"];
  card: { brand: string; last4: string } | null;
  paid_at: string | null;
  refunded_at: string | null;
}

export function toBookingView(parts: { booking: BookingDocument; tutor: TutorDocument; payment: PaymentDocument | null; now: Date }): BookingView {
  const { booking, tutor, payment, now } = parts;
  const isBooked = booking.status === "confirmed" || booking.status === "completed";
  return {
    id: booking._id,
    status: booking.status,
    is_lapsed: isLapsed(booking, now),
    starts_at: booking.starts_at.toISOString(),
    ends_at: booking.ends_at.toISOString(),
    duration_minutes: booking.duration_minutes,
    subject: booking.subject,
    modality: booking.modality,
    place: booking.place,
    consumer_timezone: booking.consumer_timezone,
    tutor_timezone: booking.tutor_timezone,
    price: { amount: booking.price, currency: booking.currency },
    note: booking.note,
    hold_expires_at: booking.hold_expires_at?.toISOString() ?? null,
    confirmed_at: booking.confirmed_at?.toISOString() ?? null,
    cancellation_terms: cancellationTerms({ preset: booking.cancellation_preset, starts_at: booking.starts_at, confirmed_at: booking.confirmed_at ?? now }).map(({ until, refund_percent }) => ({
      until: until.toISOString(),
      refund_percent,
    })),
    coach: toCoachCard(tutor),
    meeting_url: isBooked ? tutor.meeting_url : null,
    payment: payment && toPaymentView(payment),
  };
}

function toPaymentView(payment: PaymentDocument): PaymentView {
  return {
    id: payment._id,
    status: payment.status,
    card: payment.card,
    paid_at: payment.paid_at?.toISOString() ?? null,
    refunded_at: payment.refunded_at?.toISOString() ?? null,
  };
}
