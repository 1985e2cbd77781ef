import "server-only";
import type { Money } from "@/lib/core/money";
import { findTutors } from "@/lib/tutors/store";
import { isPromoted } from "./rules";
import { sponsorshipStatuses, type SponsorshipStatus } from "./schema";
import { findSponsorship, listSponsorshipsAfter } from "./store";

const page_size = 30;

export interface SponsorshipLine {
  id: string;
  tutor_id: string;
  coach_name: string;
  weeks: number;
  price: Money;
  /** All that came in, in the currency of the price. */
  paid: Money;
  status: SponsorshipStatus;
  is_promoted: boolean;
  renews: boolean;
  paid_until: string | null;
  created_at: string;
}

/** Every sponsorship for admins, the newest first. A page begins behind the id that `after` names. */
export async function listSponsorships(query: { status?: string | undefined; after?: string | undefined; now: Date }): Promise<{ sponsorships: SponsorshipLine[]; next: string | null }> {
  const status = sponsorshipStatuses.find((each) => each === query.status) ?? null;
  const after = query.after ? await findSponsorship(query.after) : null;
  const found = await listSponsorshipsAfter({ status, after, limit: page_size + 1 });
  const shown = found.slice(0, page_size);
  const names = new Map((await findTutors(shown.map(({ tutor_id }) => tutor_id))).map(({ _id, name }) => [_id, name]));
  const sponsorships = shown.map((each): SponsorshipLine => {
    const { _id: id, tutor_id, weeks, amount, currency, paid_invoices, paid_until, created_at } = each;
    return {
      ...{ id, tutor_id, weeks, status: each.status, price: { amount, currency }, renews: !each.cancel_at_period_end },
      coach_name: names.get(tutor_id) ?? "A coach who is gone",
      paid: { amount: paid_invoices.reduce((sum, invoice) => sum + invoice.amount, 0), currency },
      is_promoted: isPromoted(each, query.now),
      paid_until: paid_until?.toISOString() ?? null,
      created_at: created_at.toISOString(),
    };
  });
  return { sponsorships, next: found.length > page_size ? (shown.at(-1)?._id ?? null) : null };
}
