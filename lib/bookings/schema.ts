import type { CancellationPreset } from "@/lib/config/policy";
import type { Chargeback } from "@/lib/disputes/schema";
import type { Modality } from "@/lib/tutors/catalogue";

export const bookingStatuses = [
  "held", "confirmed", "completed", "expired", "canceled_by_consumer", "canceled_by_tutor",
  "no_show_consumer", "no_show_tutor", "disputed",
] as const;
export type BookingStatus = (typeof bookingStatuses)[number];

export type CanceledBy = "client" | "coach" | "maestrohub";

export interface Cancellation {
  by: CanceledBy;
  at: Date;
  refund_percent: number;
  /** Minor units that go back to the client, as they were shown before the click. */
  refund_amount: number;
  /** Nothing was paid back: the session went back into the package it was booked from. */
  returns_session?: true;
}

/** `no_show`: the other one did not come · `problem`: it took place, but not as it should. */
export interface BookingReport {
  by: "client" | "coach";
  kind: "no_show" | "problem";
  note: string | null;
  at: Date;
}

export const problemOutcomes = ["took_place", "client_absent", "coach_absent"] as const;
export type ProblemOutcome = (typeof problemOutcomes)[number];

export interface ProblemDecision {
  outcome: ProblemOutcome;
  refund_percent: number;
  refund_amount: number;
  /** Both parties read it. */
  note: string | null;
  decided_by: string;
  at: Date;
}

/** What was said about a session that did not go as it should: at most one report a side, and at most one decision. */
export interface BookingProblem {
  reports: BookingReport[];
  opened_at: Date;
  decision: ProblemDecision | null;
}

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
  /** The package that it was booked from; `price` then is its part of the package's price. */
  package_purchase_id?: string;
  /** While that package runs: a cancellation that gives everything back returns the session, not money. */
  returns_to_package?: true;
  /** Present once it is called off after it was paid for. */
  cancellation?: Cancellation;
  /** Present once somebody has reported something; while nobody has decided, the booking is `disputed` or a contestable `no_show_consumer`. */
  problem?: BookingProblem;
  /** Present once its client's bank has taken the money back, or asks about it (lib/disputes): nothing is paid out meanwhile. */
  chargeback?: Chargeback;
  /** When it was settled how the session ended: completed, called off, missed or decided. Absent while that is open. */
  settled_at?: Date;
  created_at: Date;
  updated_at: Date;
}
