import "server-only";
import type { ClientSession } from "mongodb";
import { collections } from "@/lib/db/collections";
import { duplicateKeyFields } from "@/lib/db/errors";
import type { PaidInvoice, SponsorshipDocument, SponsorshipStatus } from "./schema";
import { sponsorshipStatuses, sponsorshipTransitions } from "./schema";

export function findSponsorship(id: string, session?: ClientSession): Promise<SponsorshipDocument | null> {
  return collections().sponsorships.findOne({ _id: id }, session && { session });
}

/** Whose subscription it is, once we have heard of it; null before. */
export async function findSponsorshipIdOf(subscriptionId: string): Promise<string | null> {
  return (await collections().sponsorships.findOne({ stripe_subscription_id: subscriptionId }, { projection: { _id: 1 } }))?._id ?? null;
}

/** Whose invoice this charge paid; null where it paid for something else. */
export function findSponsorshipOfCharge(chargeId: string): Promise<SponsorshipDocument | null> {
  return collections().sponsorships.findOne({ "paid_invoices.charge_id": chargeId });
}

/** The one that holds the coach's seat. */
export function findLiveSponsorship(tutorId: string): Promise<SponsorshipDocument | null> {
  return collections().sponsorships.findOne({ tutor_id: tutorId, is_live: true });
}

/** The newest first; those that were never paid are left out. */
export function listSponsorshipsOf(tutorId: string, limit: number): Promise<SponsorshipDocument[]> {
  return collections().sponsorships.find({ tutor_id: tutorId, paid_until: { $ne: null } }).sort({ created_at: -1 }).limit(limit).toArray();
}

/** Takes the coach's seat with it; false where somebody was quicker. The index is the guard. */
export async function insertSponsorship(sponsorship: SponsorshipDocument): Promise<boolean> {
  try {
    await collections().sponsorships.insertOne(sponsorship);
    return true;
  } catch (error) {
    if (duplicateKeyFields(error)?.includes("is_live")) return false;
    throw error;
  }
}

/** False where the order is not open any more: then nobody may be sent to this checkout. */
export async function rememberCheckout({ id, checkout_id, now }: { id: string; checkout_id: string; now: Date }): Promise<boolean> {
  const { matchedCount } = await collections().sponsorships.updateOne({ _id: id, status: "ordered" }, { $set: { stripe_checkout_id: checkout_id, updated_at: now } });
  return matchedCount === 1;
}

/** Gives the seat of an order back whose checkout cannot be paid any more. */
export async function expireOrder({ id, now }: { id: string; now: Date }): Promise<boolean> {
  const change = { $set: { status: "expired" as const, ended_at: now, updated_at: now }, $unset: { is_live: true as const }, $inc: { revision: 1 } };
  const { modifiedCount } = await collections().sponsorships.updateOne({ _id: id, status: "ordered" }, change);
  return modifiedCount === 1;
}

export type SponsorshipFacts = Pick<SponsorshipDocument, "stripe_subscription_id" | "paid_until" | "promoted_until" | "cancel_at_period_end" | "unpaid_invoice" | "ended_at">;

/**
 * Writes what Stripe says, where nobody has looked there since this document was read, and where the life cycle allows it. Always a
 * write, also without news: so that whoever asked Stripe earlier and comes later finds that they have to ask again.
 */
export async function moveSponsorship(order: { before: SponsorshipDocument; to: SponsorshipStatus; facts: SponsorshipFacts; is_over: boolean; now: Date; session: ClientSession }): Promise<boolean> {
  const { before, to, facts, is_over, now, session } = order;
  const from = sponsorshipStatuses.filter((status) => sponsorshipTransitions[status].includes(to));
  const { modifiedCount } = await collections().sponsorships.updateOne(
    { _id: before._id, revision: before.revision, status: { $in: from } },
    { $set: { ...facts, status: to, updated_at: now }, $inc: { revision: 1 }, ...(is_over && { $unset: { is_live: true as const } }) },
    { session },
  );
  return modifiedCount === 1;
}

/** Adds an invoice that was paid; false where it is there already. */
export async function addPaidInvoice({ id, invoice, session }: { id: string; invoice: PaidInvoice; session: ClientSession }): Promise<boolean> {
  const { modifiedCount } = await collections().sponsorships.updateOne({ _id: id, "paid_invoices.id": { $ne: invoice.id } }, { $push: { paid_invoices: invoice } }, { session });
  return modifiedCount === 1;
}

/** Whom search may promote at this instant. */
export async function listPromotedTutorIds(now: Date): Promise<string[]> {
  const rows = await collections().sponsorships.find({ is_live: true, promoted_until: { $gt: now } }, { projection: { tutor_id: 1 } }).toArray();
  return rows.map(({ tutor_id }) => tutor_id);
}

/** For admins: the newest first, from behind the place `after`. */
export function listSponsorshipsAfter({ status, after, limit }: { status: SponsorshipStatus | null; after: SponsorshipDocument | null; limit: number }): Promise<SponsorshipDocument[]> {
  const behind = after ? { $or: [{ created_at: { $lt: after.created_at } }, { created_at: after.created_at, _id: { $lt: after._id } }] } : {};
  return collections()
    .sponsorships.find({ ...(status && { status }), ...behind })
    .sort({ created_at: -1, _id: -1 })
    .limit(limit)
    .toArray();
}
