import type { CancellationPreset } from "@/lib/config/policy";
import { newId } from "@/lib/core/id";
import { splitPrice } from "@/lib/core/money";
import type { TutorDocument } from "@/lib/tutors/schema";
import { locksOf } from "./rules";
import type { BookingDocument } from "./schema";

interface Draft {
  tutor: TutorDocument;
  order: { consumer_id: string; consumer_timezone: string; starts_at: Date; subject?: string | undefined };
  terms: { duration_minutes: number; price: number; fee_basis_points: number; cancellation_preset: CancellationPreset };
  now: Date;
}

/** A session as it is written when its time is taken, with its locks: what it costs and promises is copied here, once. */
export function draftBooking({ tutor, order, terms, now }: Draft): BookingDocument {
  const { duration_minutes, price, fee_basis_points, cancellation_preset } = terms;
  const { fee, share } = splitPrice(price, fee_basis_points);
  const times = {
    starts_at: order.starts_at,
    ends_at: new Date(order.starts_at.getTime() + duration_minutes * 60_000),
    gap_minutes: tutor.availability.gap_minutes,
  };
  return {
    _id: newId("booking"),
    consumer_id: order.consumer_id,
    tutor_id: tutor._id,
    tutor_user_id: tutor.user_id,
    status: "held",
    ...times,
    duration_minutes,
    subject: order.subject ?? tutor.subjects[0] ?? tutor.headline,
    modality: tutor.modality,
    place: tutor.place,
    consumer_timezone: order.consumer_timezone,
    tutor_timezone: tutor.availability.timezone,
    market_id: tutor.market_id,
    price,
    currency: tutor.currency,
    fee_basis_points,
    fee_amount: fee,
    tutor_amount: share,
    cancellation_preset,
    note: null,
    version: 0,
    ...locksOf(times),
    hold_expires_at: null,
    hold_extended: false,
    confirmed_at: null,
    created_at: now,
    updated_at: now,
  };
}
