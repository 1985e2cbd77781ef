import { cancellationPresets, policy } from "@/lib/config/policy";
import type { CancellationPreset } from "@/lib/config/policy";
import { percentOf } from "@/lib/core/money";
import type { BookingDocument, CanceledBy } from "./schema";

/** Before `until` (not at it) a cancellation gives back this share of the price. */
export interface CancellationTerm {
  until: Date;
  refund_percent: number;
}

/**
 * What a cancellation gives back and until when, the nearest deadline first; after the last one nothing is given back.
 * With the moment of purchase, deadlines that had passed by then are left out and the grace after it is included.
 */
export function cancellationTerms(booking: {
  preset: CancellationPreset;
  starts_at: Date;
  confirmed_at?: Date | null;
}): CancellationTerm[] {
  const { preset, starts_at, confirmed_at } = booking;
  const terms = cancellationPresets[preset].map(({ hours_before, refund_percent }) => ({
    until: new Date(starts_at.getTime() - hours_before * 3_600_000),
    refund_percent: refund_percent as number,
  }));
  if (!confirmed_at) return terms;

  const ahead = terms.filter(({ until }) => until > confirmed_at);
  const grace = graceAfterPurchase({ starts_at, confirmed_at });
  const isCovered = grace !== null && ahead.some((term) => term.refund_percent === 100 && term.until >= grace.until);
  if (!grace || isCovered) return ahead;
  return [grace, ...ahead.filter(({ until, refund_percent }) => refund_percent < 100 && until > grace.until)];
}

function graceAfterPurchase(booking: { starts_at: Date; confirmed_at: Date }): CancellationTerm | null {
  const ahead = booking.starts_at.getTime() - booking.confirmed_at.getTime();
  if (ahead <= policy.cancellation_grace_needs_hours_ahead * 3_600_000) return null;
  return { until: new Date(booking.confirmed_at.getTime() + policy.cancellation_grace_minutes * 60_000), refund_percent: 100 };
}

/** What a cancellation at this moment gives back, and until when it stays so (null: until the session begins). */
export interface RefundQuote {
  percent: number;
  /** Minor units of the booking's currency. */
  amount: number;
  currency: string;
  until: Date | null;
  /** Present where no money comes back because the session goes back into its package. */
  returns_session?: true;
}

type Bought = Pick<BookingDocument, "price" | "currency" | "cancellation_preset" | "starts_at" | "confirmed_at" | "returns_to_package">;

/**
 * The one place that says how much comes back: pages show it before the click, and the cancellation carries it out. Only a
 * client's own cancelling is bound to the terms; whoever else cancels, everything comes back. Rounded half up, so the odd
 * cent is the client's. "Everything" of a session from a package that still runs is that session; a share of it is money.
 */
export function refundFor({ booking, now, by }: { booking: Bought; now: Date; by: CanceledBy }): RefundQuote {
  const { price, currency, cancellation_preset: preset, starts_at, confirmed_at } = booking;
  const term = by === "client" ? cancellationTerms({ preset, starts_at, confirmed_at }).find(({ until }) => until > now) : null;
  const percent = by === "client" ? (term?.refund_percent ?? 0) : 100;
  const until = term?.until ?? null;
  if (percent === 100 && booking.returns_to_package) return { percent, amount: 0, currency, until, returns_session: true };
  return { percent, amount: percentOf(price, percent), currency, until };
}
