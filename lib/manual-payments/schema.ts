import { z } from "zod";

export const directions = ["received", "returned"] as const;
export type Direction = (typeof directions)[number];

/** `waiting`: above the sum that one admin may record alone · `booked`: it counts · `rejected`: a second admin said no. */
export const manualStatuses = ["waiting", "booked", "rejected"] as const;
export type ManualStatus = (typeof manualStatuses)[number];

/** Money that changed hands outside Stripe. It counts from the moment that it is `booked`; it never leads to a transfer. */
export interface ManualPaymentDocument {
  _id: string;
  /** Unique: the admin's id and their request's own key. */
  request_key: string;
  booking_id: string;
  direction: Direction;
  /** Minor units, above zero. */
  amount: number;
  currency: string;
  reason: string;
  status: ManualStatus;
  recorded_by: string;
  /** The second admin, where it needed one. */
  decided_by: string | null;
  decided_at: Date | null;
  created_at: Date;
}

const whole = "Give the amount in the smallest unit of the currency, as a whole number above zero (5000 is 50.00 dollars).";

export const manualPaymentBody = z.strictObject({
  booking_id: z.string("Which session is it for?").regex(/^bk_[0-9a-z]{10,40}$/, "This is no session’s id; it begins with bk_."),
  amount: z.int(whole).min(1, whole),
  direction: z.enum(directions, "Say whether the money was received or returned."),
  reason: z.string("Say why, so that others understand it later.").trim().min(5, "Say why, in five characters or more.").max(500, "Keep it within 500 characters."),
});
