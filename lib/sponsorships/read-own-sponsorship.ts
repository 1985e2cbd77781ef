import "server-only";
import type { Money } from "@/lib/core/money";
import { sponsorshipPrices } from "@/lib/config/policy";
import { requireOwnTutor } from "@/lib/tutors/require-own-tutor";
import type { Role } from "@/lib/users/schema";
import { sponsorshipPrice } from "./rules";
import type { SponsorshipWeeks } from "./schema";
import { findLiveSponsorship, listSponsorshipsOf } from "./store";
import { type SponsorshipView, toSponsorshipView } from "./view";

export interface OwnSponsorship {
  /** Only a profile that clients can see can be sponsored. */
  is_public: boolean;
  timezone: string;
  public_path: string;
  /** What can be bought, in the coach's currency; empty where there is no price in it. */
  offers: { weeks: SponsorshipWeeks; price: Money }[];
  live: SponsorshipView | null;
  /** Those that are over, the newest first. */
  past: SponsorshipView[];
}

/** What a coach finds on the sponsorship's page. Throws 404 for whoever is no coach. */
export async function readOwnSponsorship({ user, now }: { user: { id: string; role: Role }; now: Date }): Promise<OwnSponsorship> {
  const tutor = await requireOwnTutor(user, now);
  const [live, paid] = await Promise.all([findLiveSponsorship(tutor._id), listSponsorshipsOf(tutor._id, 10)]);
  return {
    is_public: tutor.status === "approved" && tutor.is_published,
    timezone: tutor.availability.timezone,
    public_path: `/coaches/${tutor.slug}`,
    offers: sponsorshipPrices.flatMap(({ weeks }) => {
      const price = sponsorshipPrice(weeks, tutor.currency);
      return price ? [{ weeks, price }] : [];
    }),
    live: live && toSponsorshipView(live, now),
    past: paid.filter(({ _id }) => _id !== live?._id).map((sponsorship) => toSponsorshipView(sponsorship, now)),
  };
}
