import "server-only";
import { canMeet } from "@/lib/bookings/rules";
import { AppError } from "@/lib/core/errors";
import { newId } from "@/lib/core/id";
import { requirePricingPolicy } from "@/lib/markets/store";
import type { TutorDocument } from "@/lib/tutors/schema";
import { findTutor } from "@/lib/tutors/store";
import { closeOrder, findOpenOrder, insertOrder } from "./purchase-store";
import { packagePrice } from "./rules";
import type { PackageDocument, PackagePurchaseDocument } from "./schema";
import { findPackage } from "./store";

interface Order {
  package_id: string;
  user: { id: string; market_id: string; timezone: string };
  now: Date;
}

/**
 * Orders a package at what it costs now; paying it is the next step. Ordering it again goes on with the order that is open, in
 * any tab, so that it is charged once; only where the coach has changed the terms since, a new order takes its place.
 */
export async function orderPackage({ package_id, user, now }: Order): Promise<PackagePurchaseDocument> {
  const offer = await requireOffered(package_id);
  const tutor = await requireSellingTutor(offer, user);
  const draft = await draftOrder({ offer, tutor, user, now });
  for (;;) {
    const open = await findOpenOrder(draft);
    if (open && isSame(open, draft)) return open;
    if (open) await closeOrder(open._id, now);
    // False where another request was quicker: its order is looked at.
    if (await insertOrder(draft)) return draft;
  }
}

async function requireOffered(id: string): Promise<PackageDocument> {
  const offer = await findPackage(id);
  if (!offer) throw new AppError("not_found", "There is no such package.");
  if (offer.withdrawn_at) throw new AppError("conflict", "This package is not offered any more.", { details: { reason: "withdrawn" } });
  return offer;
}

async function requireSellingTutor({ tutor_id }: PackageDocument, user: Order["user"]): Promise<TutorDocument> {
  const tutor = await findTutor(tutor_id);
  if (!tutor || tutor.status !== "approved" || !tutor.is_published) throw new AppError("not_found", "There is no such package.");
  if (tutor.user_id === user.id) throw new AppError("forbidden", "You cannot buy a package of yourself.");
  if (tutor.availability.is_paused) throw new AppError("conflict", `${tutor.name} takes no bookings at the moment.`);
  if (!canMeet(tutor, user.market_id)) throw new AppError("conflict", `${tutor.name} meets in person, in another country than yours.`);
  return tutor;
}

interface Draft {
  offer: PackageDocument;
  tutor: TutorDocument;
  user: Order["user"];
  now: Date;
}

async function draftOrder({ offer, tutor, user, now }: Draft): Promise<PackagePurchaseDocument> {
  const { _id: package_id, duration_minutes, sessions, discount_percent, valid_days } = offer;
  const single_price = tutor.offers.find((each) => each.duration_minutes === duration_minutes)?.price;
  if (single_price === undefined) throw new AppError("conflict", `${tutor.name} does not offer this length any more.`, { details: { reason: "withdrawn" } });
  const { fee_basis_points } = await requirePricingPolicy(tutor.market_id, now);
  const price = packagePrice({ single_price, sessions, discount_percent });
  return {
    ...{ _id: newId("package_purchase"), package_id, consumer_id: user.id, consumer_timezone: user.timezone, tutor_id: tutor._id, tutor_user_id: tutor.user_id, status: "ordered", is_open: true },
    ...{ duration_minutes, sessions, single_price, discount_percent, price, currency: tutor.currency, market_id: tutor.market_id, fee_basis_points },
    ...{ cancellation_preset: tutor.cancellation_preset, valid_days, remaining: 0, remaining_value: 0, bought_at: null, expires_at: null, created_at: now, updated_at: now },
  };
}

const terms = ["duration_minutes", "sessions", "single_price", "discount_percent", "price", "currency", "fee_basis_points", "cancellation_preset", "valid_days"] as const satisfies (keyof PackagePurchaseDocument)[];

function isSame(open: PackagePurchaseDocument, draft: PackagePurchaseDocument): boolean {
  return terms.every((term) => open[term] === draft[term]);
}
