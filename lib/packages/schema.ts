import { z } from "zod";
import { type CancellationPreset, policy } from "@/lib/config/policy";
import type { Chargeback } from "@/lib/disputes/schema";

/** So many sessions of one length at once, cheaper than one by one: what a coach offers. Its price follows from the price of that length. */
export interface PackageDocument {
  _id: string;
  tutor_id: string;
  tutor_user_id: string;
  /** 0 to 5 while it is offered: unique per coach, so a seventh has no place. Absent once it was taken back. */
  seat?: number;
  duration_minutes: number;
  sessions: number;
  discount_percent: number;
  /** Days from the purchase on in which the sessions must take place. */
  valid_days: number;
  withdrawn_at: Date | null;
  created_at: Date;
  updated_at: Date;
}

/** `ordered`: not paid yet · `active`: paid, its sessions can be booked while it is valid · `ended`: nothing of it can be booked any more. */
export const purchaseStatuses = ["ordered", "active", "ended"] as const;
export type PurchaseStatus = (typeof purchaseStatuses)[number];

/** `bank`: the client's bank took the money back · `maestrohub`: it was paid when its coach, or the client, was gone. */
export type EndedBy = "client" | "coach" | "expiry" | "bank" | "maestrohub";

export interface PurchaseEnd {
  by: EndedBy;
  at: Date;
  sessions_left: number;
  /** Minor units that go back to the client, as they were shown before the click. */
  refund_amount: number;
  /** What is kept of the unused value: the sessions that were had, counted one by one. Fee and share of it are those of a session. */
  kept_amount: number;
}

/**
 * One package that one client buys of one coach. What it costs and promises is copied here when it is ordered. Wherever money
 * is concerned (payments, refunds, ledger, transfers) its id stands in the place of a booking's: docs/decisions/14.
 */
export interface PackagePurchaseDocument {
  _id: string;
  package_id: string;
  consumer_id: string;
  /** The client's when they ordered: the days on the receipt are told in it. */
  consumer_timezone: string;
  tutor_id: string;
  tutor_user_id: string;
  status: PurchaseStatus;
  /** Present while it is the order that the client would go on with: unique per client and package. */
  is_open?: true;
  duration_minutes: number;
  sessions: number;
  single_price: number;
  discount_percent: number;
  /** Minor units: what is charged, once. */
  price: number;
  currency: string;
  market_id: string;
  fee_basis_points: number;
  cancellation_preset: CancellationPreset;
  valid_days: number;
  /** Sessions that can still be booked, and the minor units of the price that they are worth together. */
  remaining: number;
  remaining_value: number;
  /** Sessions that an admin found not worth their price, and their parts, which went back in money: they count as never had. */
  voided?: number;
  voided_value?: number;
  /** Unique: one purchase for one charge. */
  stripe_payment_intent_id?: string;
  chargeback?: Chargeback;
  bought_at: Date | null;
  expires_at: Date | null;
  ended?: PurchaseEnd;
  created_at: Date;
  updated_at: Date;
}

const whole = (what: string, min: number, max: number) =>
  z.int(`Write ${what} as a whole number.`).min(min, `At least ${min}.`).max(max, `At most ${max}.`);

const { sessions_min, sessions_max, discount_max_percent, valid_days_min, valid_days_max } = policy.packages;

/** What a coach sends; that the length is one of theirs is checked where the profile is known. */
export const packageSchema = z.strictObject({
  duration_minutes: z.literal(policy.session_lengths_minutes as unknown as number[], "Choose one of your lengths."),
  sessions: whole("the sessions", sessions_min, sessions_max),
  discount_percent: whole("the discount", 0, discount_max_percent),
  valid_days: whole("the days", valid_days_min, valid_days_max),
});

export type PackageTerms = z.output<typeof packageSchema>;
