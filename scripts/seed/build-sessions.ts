import { freeStarts } from "@/lib/availability/rules";
import type { InstantRange } from "@/lib/availability/schema";
import { locksOf } from "@/lib/bookings/rules";
import type { BookingDocument, BookingStatus } from "@/lib/bookings/schema";
import { policy } from "@/lib/config/policy";
import { splitPrice } from "@/lib/core/money";
import type { PaymentDocument } from "@/lib/payments/schema";
import type { RefundDocument } from "@/lib/refunds/schema";
import type { TutorDocument } from "@/lib/tutors/schema";
import { seedId } from "./deterministic.ts";
import type { Consumer } from "./people.ts";

const minute_ms = 60_000;
const day_ms = 86_400_000;

export interface SessionOrder {
  /** Names the session for ever: the same key is the same booking in every run. */
  key: string;
  tutor: TutorDocument;
  consumer: Consumer;
  starts_at: Date;
  duration_minutes: number;
  status: Extract<BookingStatus, "confirmed" | "completed" | "canceled_by_tutor">;
}

/** A paid session and its payment, as the product itself would have left them. */
export function buildSession(order: SessionOrder): { booking: BookingDocument; payment: PaymentDocument; refund: RefundDocument | null } {
  const { key, tutor, consumer, starts_at, duration_minutes, status } = order;
  const price = tutor.offers.find((offer) => offer.duration_minutes === duration_minutes)?.price;
  if (price === undefined) throw new Error(`${tutor.name} does not sell ${duration_minutes} minutes`);
  const { fee, share } = splitPrice(price, policy.fee_basis_points);
  const ends_at = new Date(starts_at.getTime() + duration_minutes * minute_ms);
  const gap_minutes = tutor.availability.gap_minutes;
  // Nothing was paid for or given back after today: what is to come reaches four weeks and a day ahead, what was called off eight days (session-diary.ts).
  const created_at = new Date(starts_at.getTime() - (status === "completed" ? 9 : 30) * day_ms);
  const confirmed_at = new Date(created_at.getTime() + 3 * minute_ms);
  const canceled_at = new Date(starts_at.getTime() - 10 * day_ms);
  const changed_at = { confirmed: confirmed_at, completed: new Date(ends_at.getTime() + day_ms), canceled_by_tutor: canceled_at }[status];

  const booking: BookingDocument = {
    _id: seedId("booking", key),
    consumer_id: consumer.id,
    tutor_id: tutor._id,
    tutor_user_id: tutor.user_id,
    status,
    starts_at,
    ends_at,
    duration_minutes,
    gap_minutes,
    subject: tutor.subjects[0] ?? tutor.headline,
    modality: tutor.modality,
    place: tutor.place,
    consumer_timezone: consumer.timezone,
    tutor_timezone: tutor.availability.timezone,
    market_id: tutor.market_id,
    price,
    currency: tutor.currency,
    fee_basis_points: policy.fee_basis_points,
    fee_amount: fee,
    tutor_amount: share,
    cancellation_preset: tutor.cancellation_preset,
    note: null,
    version: 0,
    ...(status === "confirmed" ? locksOf({ starts_at, ends_at, gap_minutes }) : {}),
    hold_expires_at: null,
    hold_extended: false,
    confirmed_at,
    ...(status === "canceled_by_tutor" && { cancellation: { by: "coach", at: canceled_at, refund_percent: 100, refund_amount: price } }),
    ...(status !== "confirmed" && { settled_at: changed_at }),
    created_at,
    updated_at: changed_at,
  };
  const isRefunded = status === "canceled_by_tutor";
  const payment: PaymentDocument = {
    _id: seedId("payment", key),
    booking_id: booking._id,
    consumer_id: consumer.id,
    tutor_id: tutor._id,
    amount: price,
    currency: tutor.currency,
    status: isRefunded ? "refunded" : "succeeded",
    // No Stripe ids: these payments were never made there, and nothing shall look for them.
    stripe_charge_id: null,
    card: { brand: "visa", last4: "4242" },
    failure_message: null,
    refund_amount: isRefunded ? price : 0,
    paid_at: confirmed_at,
    refunded_at: isRefunded ? canceled_at : null,
    created_at,
    updated_at: isRefunded ? canceled_at : confirmed_at,
  };
  return { booking, payment, refund: isRefunded ? refundOf(key, payment, canceled_at) : null };
}

/** The whole price of a session that the coach called off, long arrived. */
function refundOf(key: string, { _id: payment_id, booking_id, consumer_id, tutor_id, amount, currency }: PaymentDocument, at: Date): RefundDocument {
  const money = { payment_id, booking_id, consumer_id, tutor_id, amount, currency };
  const done = { status: "succeeded", stripe_refund_id: null, failure: null, replaced_by: null, done_at: at } as const;
  return { _id: seedId("refund", key), source: `cancel:${booking_id}`, ...money, reason: "session_canceled", ...done, created_at: at, updated_at: at };
}

/** The coach's free starts between two instants, whatever notice, horizon or pause say: sessions were booked long before. */
export function startsBetween(query: { tutor: TutorDocument; duration_minutes: number; busy: InstantRange[]; from: Date; until: Date }): Date[] {
  const { tutor, duration_minutes, busy, from, until } = query;
  const availability = { ...tutor.availability, is_paused: false, notice_minutes: 0, horizon_days: 1_000 };
  return [...freeStarts({ availability, duration_minutes, busy, now: from, from, until })];
}

export function busyOf(booking: BookingDocument): InstantRange {
  return { starts_at: booking.starts_at, ends_at: new Date(booking.ends_at.getTime() + booking.gap_minutes * minute_ms) };
}
