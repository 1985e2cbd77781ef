import { policy, sponsorshipCurrencies, sponsorshipPrices, type SponsorshipCurrency } from "@/lib/config/policy";
import type { Money } from "@/lib/core/money";
import type { Sale } from "@/lib/ledger/post-entry";
import type { PaidInvoice, SponsorshipDocument, SponsorshipStatus, SponsorshipWeeks } from "./schema";

const day_ms = 86_400_000;

/** The price of so many weeks in a coach's currency; null where there is none in it. */
export function sponsorshipPrice(weeks: SponsorshipWeeks, currency: string): (Money & { currency: SponsorshipCurrency }) | null {
  const price = sponsorshipPrices.find((each) => each.weeks === weeks);
  const known = sponsorshipCurrencies.find((each) => each === currency);
  return price && known ? { amount: price[known], currency: known } : null;
}

/** The end of the last period that was paid for, in whatever order the invoices became known. */
export function paidUntil(invoices: readonly Pick<PaidInvoice, "ends_at">[]): Date | null {
  const last = Math.max(...invoices.map(({ ends_at }) => ends_at.getTime()));
  return invoices.length === 0 ? null : new Date(last);
}

export function isSponsorship(id: string): boolean {
  return id.startsWith("spon_");
}

/** A sponsorship as the books know a sale: all of it is our fee, and no coach has a share. */
export function saleOf({ _id, tutor_id, market_id, currency }: Pick<SponsorshipDocument, "_id" | "tutor_id" | "market_id" | "currency">): Sale {
  return { _id, tutor_id, market_id, currency, fee_basis_points: 10_000 };
}

export function isOver(status: SponsorshipStatus): boolean {
  return status === "ended" || status === "expired";
}

type Promoting = Pick<SponsorshipDocument, "status" | "paid_until" | "cancel_at_period_end">;

/**
 * Until when search shows it: while the last invoice is paid, and three days on from the end of what was paid, in which a renewal
 * may be tried again. Who has cancelled gets what was paid and no more. Counted from the paid period and not from the moment a failure was
 * heard of, so that late, lost and repeated events come to the same instant.
 */
export function promotedUntil({ status, paid_until, cancel_at_period_end }: Promoting): Date | null {
  if (!paid_until || status === "ordered" || isOver(status)) return null;
  return cancel_at_period_end ? paid_until : new Date(paid_until.getTime() + policy.sponsorship_grace_days * day_ms);
}

export function isPromoted({ promoted_until }: Pick<SponsorshipDocument, "promoted_until">, now: Date): boolean {
  return promoted_until !== null && now < promoted_until;
}

/** What search shows is by the hour, so that a page that is loaded again is the same page. */
const turn_ms = 3_600_000;

/**
 * Whose turn it is: of the ids of all sponsors who fit a search, as many as asked for, in an order of their own each hour. `hash` is even over all
 * texts, so each has the same chance in every hour, whoever else there is, and over time the same share of places.
 */
export function whoseTurn(ids: readonly string[], { now, count, hash }: { now: Date; count: number; hash: (text: string) => string }): string[] {
  const turn = Math.floor(now.getTime() / turn_ms);
  return ids
    .map((id) => ({ id, key: hash(`${turn} ${id}`) }))
    .sort((a, b) => (a.key < b.key ? -1 : 1))
    .slice(0, count)
    .map(({ id }) => id);
}
