import type { Money } from "@/lib/core/money";
import { isPromoted } from "./rules";
import type { SponsorshipDocument, SponsorshipStatus, SponsorshipWeeks, UnpaidInvoice } from "./schema";

/** A sponsorship as its coach sees it. Instants are ISO strings. */
export interface SponsorshipView {
  id: string;
  status: SponsorshipStatus;
  weeks: SponsorshipWeeks;
  /** What each period costs. */
  price: Money;
  is_promoted: boolean;
  paid_until: string | null;
  promoted_until: string | null;
  /** False: it ends with what was paid for. */
  renews: boolean;
  unpaid: { price: Money; needs: UnpaidInvoice["needs"]; pay_url: string | null } | null;
  payments: { price: Money; paid_at: string; starts_at: string; ends_at: string }[];
  ended_at: string | null;
}

export function toSponsorshipView(sponsorship: SponsorshipDocument, now: Date): SponsorshipView {
  const { _id, status, weeks, amount, currency, paid_until, promoted_until, cancel_at_period_end, unpaid_invoice: unpaid, paid_invoices, ended_at } = sponsorship;
  const newestFirst = paid_invoices.toSorted((a, b) => b.paid_at.getTime() - a.paid_at.getTime());
  return {
    ...{ id: _id, status, weeks, price: { amount, currency } },
    is_promoted: isPromoted(sponsorship, now),
    paid_until: paid_until?.toISOString() ?? null,
    promoted_until: promoted_until?.toISOString() ?? null,
    renews: !cancel_at_period_end,
    unpaid: unpaid && { price: { amount: unpaid.amount, currency: unpaid.currency }, needs: unpaid.needs, pay_url: unpaid.pay_url },
    payments: newestFirst.map((invoice) => ({
      price: { amount: invoice.amount, currency: invoice.currency },
      paid_at: invoice.paid_at.toISOString(),
      starts_at: invoice.starts_at.toISOString(),
      ends_at: invoice.ends_at.toISOString(),
    })),
    ended_at: ended_at?.toISOString() ?? null,
  };
}
