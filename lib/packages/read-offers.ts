import "server-only";
import { requirePricingPolicy } from "@/lib/markets/store";
import { requireOwnTutor } from "@/lib/tutors/require-own-tutor";
import type { Offer } from "@/lib/tutors/schema";
import type { Role } from "@/lib/users/schema";
import { type OwnPackageOffer, type PackageOffer, toOwnPackageOffer, toPackageOffer } from "./offer-view";
import { listOffered } from "./store";

/** What strangers can buy of a coach, the shortest first. */
export async function listPackageOffers(coach: { id: string; offers: readonly Offer[]; currency: string }): Promise<PackageOffer[]> {
  return (await listOffered(coach.id)).flatMap((offer) => toPackageOffer(offer, coach) ?? []);
}

export interface OwnOffers {
  offers: OwnPackageOffer[];
  /** Lengths and single prices that a package can be made of. */
  lengths: Offer[];
  currency: string;
  fee_basis_points: number;
}

/** What a coach offers, with the share. Throws 404 for whoever is no coach. */
export async function readOwnOffers({ user, now }: { user: { id: string; role: Role }; now: Date }): Promise<OwnOffers> {
  const tutor = await requireOwnTutor(user, now);
  const { fee_basis_points } = await requirePricingPolicy(tutor.market_id, now);
  const offers = await listPackageOffers({ id: tutor._id, offers: tutor.offers, currency: tutor.currency });
  return { offers: offers.map((offer) => toOwnPackageOffer(offer, fee_basis_points)), lengths: tutor.offers, currency: tutor.currency, fee_basis_points };
}
