import { z } from "zod";
import { sponsorshipPrices, type SponsorshipCurrency } from "@/lib/config/policy";

export type SponsorshipWeeks = (typeof sponsorshipPrices)[number]["weeks"];

/**
 * `ordered`: stored, the coach may be at Stripe's checkout, nothing is paid · `active` · `past_due`: a renewal was not paid ·
 * `ended`: over after it had run · `expired`: its checkout was never paid.
 */
export const sponsorshipStatuses = ["ordered", "active", "past_due", "ended", "expired"] as const;
export type SponsorshipStatus = (typeof sponsorshipStatuses)[number];

/** What has ended at Stripe never begins again there. A state may also be confirmed, with newer facts. */
export const sponsorshipTransitions: Record<SponsorshipStatus, readonly SponsorshipStatus[]> = {
  ordered: ["ordered", "active", "past_due", "ended", "expired"],
  active: ["active", "past_due", "ended"],
  past_due: ["past_due", "active", "ended"],
  ended: ["ended"],
  expired: ["expired"],
};

/** Money that came in: one invoice of Stripe's, once. */
export interface PaidInvoice {
  id: string;
  /** By which it was paid at Stripe; null where nothing was due, or it was paid elsewhere. */
  charge_id: string | null;
  /** Minor units that were paid. */
  amount: number;
  currency: string;
  /** The period that it pays for. */
  starts_at: Date;
  ends_at: Date;
  paid_at: Date;
}

/** What is still to be paid. `authenticate`: the bank asks for the coach · `card`: the card was refused, or there is none. */
export interface UnpaidInvoice {
  id: string;
  amount: number;
  currency: string;
  needs: "authenticate" | "card";
  /** Stripe's own page, where it can be paid with any card. */
  pay_url: string | null;
}

/** A coach's promotion in search: one Stripe subscription, from the first click on. */
export interface SponsorshipDocument {
  _id: string;
  tutor_id: string;
  /** The coach's account. */
  user_id: string;
  market_id: string;
  weeks: SponsorshipWeeks;
  /** Minor units a period, as it was offered; `paid_invoices` says what was taken. */
  amount: number;
  currency: SponsorshipCurrency;
  stripe_price_id: string;
  stripe_customer_id: string;
  stripe_checkout_id: string | null;
  stripe_subscription_id: string | null;
  status: SponsorshipStatus;
  /** Present until it is over: the seat that a coach has one of (indexes.ts). */
  is_live?: true;
  /** The end of what was paid for; null while nothing was. */
  paid_until: Date | null;
  /** Shown in search before this instant; null: never. Follows from the rest (rules.ts) and is kept to be asked for. */
  promoted_until: Date | null;
  cancel_at_period_end: boolean;
  paid_invoices: PaidInvoice[];
  unpaid_invoice: UnpaidInvoice | null;
  ended_at: Date | null;
  /** Counts the looks at Stripe: what was read there is written only over what was there when it was asked (follow-subscription.ts). */
  revision: number;
  created_at: Date;
  updated_at: Date;
}

const weeks = sponsorshipPrices.map((price) => price.weeks);

/** POST /api/tutor/sponsorships. The price and its currency are ours to say. */
export const buySchema = z.strictObject({
  weeks: z.number("Choose for how many weeks.").refine((given): given is SponsorshipWeeks => (weeks as readonly number[]).includes(given), `Choose ${weeks.slice(0, -1).join(", ")} or ${weeks.at(-1)} weeks.`),
});

export const sponsorshipParams = z.object({ sponsorship_id: z.string().regex(/^spon_[0-9a-z]{10,40}$/) });
