import "server-only";
import { AppError } from "@/lib/core/errors";
import { listDisputesOf } from "@/lib/disputes/store";
import { findSponsorship } from "@/lib/sponsorships/store";
import { findTutor } from "@/lib/tutors/store";
import type { BookingMoney } from "./read-booking-money";
import { statementOf } from "./statement";
import { listEntriesOf } from "./store";
import { stepsOf } from "./timeline";

/** What a coach paid to be sponsored, what Stripe kept of it and what went back. There is no client, and nothing is recorded by hand. */
export async function readSponsorshipMoney(sponsorshipId: string): Promise<BookingMoney> {
  const sponsorship = await findSponsorship(sponsorshipId);
  if (!sponsorship) throw new AppError("not_found", "There is no such sponsorship.");
  const [entries, disputes, tutor] = await Promise.all([listEntriesOf(sponsorshipId), listDisputesOf(sponsorshipId), findTutor(sponsorship.tutor_id)]);
  const { _id, status, weeks, amount: price, currency, market_id, created_at } = sponsorship;
  return {
    booking: { _id, status, subject: `Sponsorship, ${weeks === 1 ? "each week" : `every ${weeks} weeks`}`, price, currency, market_id, starts_at: created_at.toISOString() },
    client_name: null,
    coach: { name: tutor?.name ?? "the coach", tutor_id: sponsorship.tutor_id },
    statement: { ...statementOf(entries), currency },
    steps: stepsOf(entries),
    ...{ disputes, manual: [], most: { received: 0, returned: 0 } },
  };
}
