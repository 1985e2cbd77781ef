import { freezesPayout } from "@/lib/disputes/rules";
import type { WhyNot } from "@/lib/bookings/why-not";
import type { EndedBy, PackagePurchaseDocument } from "./schema";

/** Whether an id that stands where a booking's does is a package's: docs/decisions/14. */
export function isPackage(id: string): boolean {
  return id.startsWith("pkg_");
}

/** What a package costs, in minor units: its sessions at the single price, less the discount, rounded half up. */
export function packagePrice({ single_price, sessions, discount_percent }: { single_price: number; sessions: number; discount_percent: number }): number {
  if (!Number.isSafeInteger(single_price) || single_price < 0) throw new RangeError("a price is a whole number of minor units");
  return Math.floor((single_price * sessions * (100 - discount_percent) + 50) / 100);
}

type Unspent = Pick<PackagePurchaseDocument, "remaining" | "remaining_value">;

/**
 * The part of the price that the next session is paid with. The odd minor units go with the first sessions, so two parts differ
 * by one at most; and the last session takes all that is left, so the parts of all sessions are the price, to the minor unit,
 * whatever was booked and returned before.
 */
export function nextPart({ remaining, remaining_value }: Unspent): number {
  if (remaining <= 0) throw new RangeError("nothing is left to be spent");
  return Math.floor((remaining_value + remaining - 1) / remaining);
}

/** What becomes of the unused value when a package ends: refund + kept = unused value, always. */
export interface UnusedQuote {
  refund: number;
  kept: number;
  currency: string;
  sessions_left: number;
  /** `package`: each unused session is worth its part of the price · `single`: the used ones count at the price of one session. */
  rate: "package" | "single";
}

type Ending = Pick<PackagePurchaseDocument, "price" | "currency" | "single_price" | "sessions" | "remaining" | "remaining_value" | "voided" | "voided_value">;

/**
 * The one place that says what comes back when a package ends: pages show it before the click and the ending carries it out. A
 * client who ends it, or lets it expire, has had the used sessions at the price of single ones; where it is the coach who
 * cannot go on (`is_coach_gone` too), the discount stays the client's.
 */
export function refundOfUnused({ purchase, by, is_coach_gone = false }: { purchase: Ending; by: EndedBy; is_coach_gone?: boolean }): UnusedQuote {
  const { price, currency, single_price, sessions, remaining, remaining_value, voided = 0, voided_value = 0 } = purchase;
  const rate = !is_coach_gone && (by === "client" || by === "expiry") ? "single" : "package";
  const atSingleRate = Math.max(0, price - voided_value - (sessions - remaining - voided) * single_price);
  const refund = rate === "single" ? Math.min(remaining_value, atSingleRate) : remaining_value;
  return { refund, kept: remaining_value - refund, currency, sessions_left: remaining, rate };
}

const day_ms = 24 * 3_600_000;

export function expiryOf({ valid_days }: Pick<PackagePurchaseDocument, "valid_days">, bought_at: Date): Date {
  return new Date(bought_at.getTime() + valid_days * day_ms);
}

/** The days before the expiry on which its client is told; moments that lie behind `now` are left out. */
export function noticesBefore(expires_at: Date, now: Date, days: readonly number[]): { days: number; at: Date }[] {
  return days.map((count) => ({ days: count, at: new Date(expires_at.getTime() - count * day_ms) })).filter(({ at }) => at > now);
}

/** Null where a session of it can be booked for this time. */
export function whyNotBook(purchase: PackagePurchaseDocument, { starts_at, now }: { starts_at: Date; now: Date }): WhyNot | null {
  if (purchase.status === "ordered") return { reason: "not_paid", sentence: "This package is not paid for yet." };
  if (purchase.status === "ended" || !purchase.expires_at || purchase.expires_at <= now) return { reason: "ended", sentence: "This package has ended." };
  if (freezesPayout(purchase.chargeback)) return { reason: "disputed", sentence: "Your bank is asking about this package’s payment. Until that is settled nothing of it can be booked." };
  if (purchase.remaining <= 0) return { reason: "all_booked", sentence: "All sessions of this package are booked." };
  if (starts_at >= purchase.expires_at) return { reason: "after_expiry", sentence: "This time lies after the end of your package. Choose an earlier one." };
  return null;
}

/** Null where this side can end it. A client lets no booked session hang in the air: whether it comes back depends on when it is cancelled. */
export function whyNotEnd(purchase: PackagePurchaseDocument, { by, sessions_ahead }: { by: EndedBy; sessions_ahead: number }): WhyNot | null {
  if (purchase.status === "ordered") return { reason: "not_paid", sentence: "This package is not paid for yet." };
  if (purchase.status === "ended") return { reason: "ended", sentence: "This package has ended already." };
  if (freezesPayout(purchase.chargeback) && by !== "bank") return { reason: "disputed", sentence: "The client’s bank is asking about this package’s payment. Until that is settled it cannot be ended." };
  if (by !== "client" || sessions_ahead === 0) return null;
  const them = sessions_ahead === 1 ? "A session of it is" : `${sessions_ahead} sessions of it are`;
  return { reason: "sessions_ahead", sentence: `${them} booked ahead. Cancel ${sessions_ahead === 1 ? "it" : "them"} first, or take part, then end the package.` };
}

