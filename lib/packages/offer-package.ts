import "server-only";
import { policy } from "@/lib/config/policy";
import { AppError } from "@/lib/core/errors";
import { newId } from "@/lib/core/id";
import { requireOwnTutor } from "@/lib/tutors/require-own-tutor";
import type { Role } from "@/lib/users/schema";
import type { PackageDocument, PackageTerms } from "./schema";
import { insertPackage, withdraw } from "./store";

interface Coach {
  user: { id: string; role: Role };
  now: Date;
}

/** Offers a package of one of the coach's lengths. At most six, and each length and number once: the database says so. */
export async function offerPackage({ user, terms, now }: Coach & { terms: PackageTerms }): Promise<PackageDocument> {
  const tutor = await requireOwnTutor(user, now);
  if (!tutor.offers.some(({ duration_minutes }) => duration_minutes === terms.duration_minutes)) {
    throw new AppError("invalid", "You offer no sessions of this length. Set its price first.", { fields: { duration_minutes: "Choose one of your lengths." } });
  }
  for (let seat = 0; seat < policy.packages.offers_max; seat += 1) {
    const offer: PackageDocument = { _id: newId("package"), tutor_id: tutor._id, tutor_user_id: user.id, seat, ...terms, withdrawn_at: null, created_at: now, updated_at: now };
    const outcome = await insertPackage(offer);
    if (outcome === "offered") return offer;
    if (outcome === "same") throw new AppError("conflict", "You offer this number of sessions of this length already. Take that package back first.", { details: { reason: "same" } });
  }
  throw new AppError("conflict", `You offer ${policy.packages.offers_max} packages already. Take one back first.`, { details: { reason: "no_seat" } });
}

/** Takes an offer back: nobody can buy it any more, and what was bought stays as it is. Throws 404 for what is not this coach's. */
export async function withdrawPackage({ user, package_id, now }: Coach & { package_id: string }): Promise<void> {
  const tutor = await requireOwnTutor(user, now);
  if (!(await withdraw({ id: package_id, tutor_id: tutor._id, now }))) throw new AppError("not_found", "You offer no such package.");
}
