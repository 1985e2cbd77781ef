import type { CancellationPreset } from "@/lib/config/policy";
import type { Modality } from "@/lib/tutors/catalogue";

export const bookingStatuses = [
  "held", "confirmed", "completed", "expired", "canceled_by_consumer", "canceled_by_tutor",
  "no_show_consumer", "no_show_tutor", "disputed",
] as const;
export type BookingStatus = (typeof bookingStatuses)[number];

/**
 * One session between one coach and one consumer. What it costs, what it promises and who keeps what are
 * copied here when the time is taken, so that a later change of the coach's page changes no bought session.
 */
export interface BookingDocument {
  _id: string;
  /** `user_…`, or `guest_…` while a visitor who has not registered yet holds the time. */
  consumer_id: string;
  tutor_id: string;
  tutor_user_id: string;
  status: BookingStatus;
  starts_at: Date;
  ends_at: Date;
  duration_minutes: number;
  gap_minutes: number;
  subject: string;
  modality: Modality;
  place: string | null;
  /** The zone in which the consumer chose it; mails to the consumer speak it. */
  consumer_timezone: string;
  tutor_timezone: string;
  market_id: string;
  price: number;
  currency: string;
  fee_basis_points: number;
  fee_amount: number;
  tutor_amount: number;
  cancellation_preset: CancellationPreset;
  note: string | null;
  /** Counts the moves: 0 as booked, one more with each reschedule. */
  version: number;
  /** When the last move was made; absent while it stands as booked. */
  moved_at?: Date;
  /** The lock: present while the booking is live, unique per coach and per consumer. Five-minute cells since 1970. */
  tutor_cells?: number[];
  consumer_cells?: number[];
  /** A first session at the coach's trial price. */
  is_trial?: boolean;
  /** Present while a trial is live or used: unique per coach and client, so that there is never a second one. */
  trial_lock?: true;
  /** 0, 1 or 2 while held: unique per consumer, so a fourth live hold has no place. */
  hold_seat?: number;
  hold_expires_at: Date | null;
  hold_extended: boolean;
  confirmed_at: Date | null;
  created_at: Date;
  updated_at: Date;
}
