import type { PaymentDocument } from "@/lib/payments/schema";
import type { TutorDocument } from "@/lib/tutors/schema";
import { type CoachCard, toCoachCard } from "@/lib/tutors/view";
import type { Modality } from "@/lib/tutors/catalogue";
import type { Money } from "@/lib/core/money";
import type { RefundDocument, RefundStatus } from "@/lib/refunds/schema";
import { cancellationTerms, refundFor } from "./cancellation";
import { noShowFrom, payday } from "./deadlines";
import { type ProblemView, toProblemView } from "./problem-view";
import { isLapsed } from "./rules";
import type { BookingDocument, BookingStatus, CanceledBy, Cancellation } from "./schema";
import { whyNotCancel, whyNotMove, whyNotReport } from "./why-not";

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
  /** What went, or goes, back, the first ordered first. */
  refunds: RefundView[];
  /** Counts the moves. */
  version: number;
  /** What cancelling would give back at this moment, by the function that carries it out; null where it cannot be cancelled. */
  refund_if_canceled: { percent: number; amount: number; currency: string; until: string | null; returns_session?: true } | null;
  cancellation: { by: CanceledBy; refund: Money; returns_session?: true } | null;
  problem: ProblemView | null;
  /** Sentences that say why something cannot be done now; null where it can. */
  why_not: { cancel: string | null; move: string | null; report_problem: string | null; report_no_show: string | null };
  no_show_from: string;
  /** When the coach's share is due, at the latest while it is open how the session ended: until then the client can contest. */
  payday: string;
}

export interface RefundView {
  id: string;
  amount: Money;
  status: RefundStatus;
  ordered_at: string;
  done_at: string | null;
}

export interface PaymentView {
  id: string;
  status: PaymentDocument["status"];
  card: { brand: string; last4: string } | null;
  paid_at: string | null;
  refunded_at: string | null;
  /** Present where the session was booked from this package: its price is the session's part of the package's. */
  package_id?: string;
}

export function toBookingView(parts: { booking: BookingDocument; tutor: TutorDocument; payment: PaymentDocument | null; refunds: RefundDocument[]; now: Date }): BookingView {
  const { booking, tutor, payment, refunds, now } = parts;
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
    refunds: refunds.filter(({ replaced_by }) => replaced_by === null).map(toRefundView),
    version: booking.version,
    refund_if_canceled: whyNotCancel(booking, now) ? null : quoteOf(booking, now),
    cancellation: booking.cancellation ? toCancellationView(booking.cancellation, booking.currency) : null,
    problem: toProblemView(booking, "client"),
    why_not: {
      cancel: whyNotCancel(booking, now)?.sentence ?? null,
      move: whyNotMove(booking, now)?.sentence ?? null,
      report_problem: whyNotReport(booking, { by: "client", kind: "problem", now })?.sentence ?? null,
      report_no_show: whyNotReport(booking, { by: "client", kind: "no_show", now })?.sentence ?? null,
    },
    no_show_from: noShowFrom(booking).toISOString(),
    payday: payday(booking).toISOString(),
  };
}

function quoteOf(booking: BookingDocument, now: Date): BookingView["refund_if_canceled"] {
  const { until, ...quote } = refundFor({ booking, now, by: "client" });
  return { ...quote, until: until?.toISOString() ?? null };
}

function toCancellationView({ by, refund_amount: amount, returns_session }: Cancellation, currency: string): NonNullable<BookingView["cancellation"]> {
  return { by, refund: { amount, currency }, ...(returns_session && { returns_session }) };
}

function toRefundView({ _id, amount, currency, status, created_at, done_at }: RefundDocument): RefundView {
  return { id: _id, amount: { amount, currency }, status, ordered_at: created_at.toISOString(), done_at: done_at?.toISOString() ?? null };
}

function toPaymentView(payment: PaymentDocument): PaymentView {
  return {
    id: payment._id,
    status: payment.status,
    card: payment.card,
    paid_at: payment.paid_at?.toISOString() ?? null,
    refunded_at: payment.refunded_at?.toISOString() ?? null,
    ...(payment.package_purchase_id && { package_id: payment.package_purchase_id }),
  };
}
