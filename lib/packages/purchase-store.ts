import "server-only";
import type { ClientSession, Filter, UpdateFilter } from "mongodb";
import { collections } from "@/lib/db/collections";
import { duplicateKeyFields } from "@/lib/db/errors";
import type { PackagePurchaseDocument, PurchaseEnd } from "./schema";

export function findPurchase(id: string, session?: ClientSession): Promise<PackagePurchaseDocument | null> {
  return collections().package_purchases.findOne({ _id: id }, session && { session });
}

export function findOpenOrder({ consumer_id, package_id }: Pick<PackagePurchaseDocument, "consumer_id" | "package_id">): Promise<PackagePurchaseDocument | null> {
  return collections().package_purchases.findOne({ consumer_id, package_id, is_open: true });
}

/** False where another request of the same person has ordered: the unique index lets one be open. */
export async function insertOrder(order: PackagePurchaseDocument): Promise<boolean> {
  try {
    await collections().package_purchases.insertOne(order);
    return true;
  } catch (error) {
    if (duplicateKeyFields(error)?.includes("package_id")) return false;
    throw error;
  }
}

/** The terms have changed since: nobody is led to this order any more. A payment of it that is under way still buys it. */
export function closeOrder(id: string, now: Date): Promise<boolean> {
  return move({ _id: id, is_open: true }, { $set: { updated_at: now }, $unset: { is_open: "" } });
}

interface Move {
  purchase: Pick<PackagePurchaseDocument, "_id" | "remaining" | "remaining_value">;
  now: Date;
  session: ClientSession;
}

/** ordered → active, with all its sessions. Throws MongoDB's 11000 where this charge has bought another. */
export function activate({ purchase, facts, now, session }: Move & { facts: { stripe_payment_intent_id: string; bought_at: Date; expires_at: Date; remaining: number; remaining_value: number } }): Promise<boolean> {
  return move({ _id: purchase._id, status: "ordered" }, { $set: { status: "active", ...facts, updated_at: now }, $unset: { is_open: "" } }, session);
}

/**
 * Takes one session and its part of the value. The condition stands in the write: where somebody else has taken or returned one
 * since it was read, or none is left, nothing is taken and false is answered. So it never falls below zero.
 */
export function spend({ purchase, part, now, session }: Move & { part: number }): Promise<boolean> {
  const { _id, remaining, remaining_value } = purchase;
  const asRead = { _id, status: "active" as const, remaining: { $eq: remaining, $gt: 0 }, remaining_value, expires_at: { $gt: now } };
  return move(asRead, { $inc: { remaining: -1, remaining_value: 0 - part }, $set: { updated_at: now } }, session);
}

/** Gives one session and its part back, and with `until` at least so much time to take it. False where the package has ended. */
export function giveBack({ id, part, until, now, session }: Omit<Move, "purchase"> & { id: string; part: number; until: Date | null }): Promise<boolean> {
  const change: UpdateFilter<PackagePurchaseDocument> = { $inc: { remaining: 1, remaining_value: part }, $set: { updated_at: now } };
  return move({ _id: id, status: "active" }, until ? { ...change, $max: { expires_at: until } } : change, session);
}

/** ordered or active → ended, where it still is as it was read: what was decided about its value is decided once. */
export function end({ purchase, from, ended, now, session }: Move & { from: "ordered" | "active"; ended: PurchaseEnd }): Promise<boolean> {
  const { _id, remaining, remaining_value } = purchase;
  const change = { $set: { status: "ended" as const, ended, remaining: 0, remaining_value: 0, updated_at: now }, $unset: { is_open: "" as const } };
  return move({ _id, status: from, remaining, remaining_value }, change, session);
}

/** A session of it went back in money, whole. */
export function voidSession({ id, part, now, session }: Omit<Move, "purchase"> & { id: string; part: number }): Promise<boolean> {
  return move({ _id: id }, { $inc: { voided: 1, voided_value: part }, $set: { updated_at: now } }, session);
}

/** A write without news: whoever decides about this purchase at the same time comes before or after. */
export function touchPurchase(id: string, now: Date, session: ClientSession): Promise<boolean> {
  return move({ _id: id }, { $set: { updated_at: now } }, session);
}

/** What a client has bought, the newest first; orders that were never paid are left out. */
export function listBoughtBy(consumerId: string): Promise<PackagePurchaseDocument[]> {
  return collections().package_purchases.find({ consumer_id: consumerId, bought_at: { $ne: null } }).sort({ created_at: -1, _id: 1 }).limit(200).toArray();
}

export function listSoldBy(tutorUserId: string): Promise<PackagePurchaseDocument[]> {
  return collections().package_purchases.find({ tutor_user_id: tutorUserId, bought_at: { $ne: null } }).sort({ created_at: -1, _id: 1 }).limit(500).toArray();
}

/** The package of this client that a session of this length with this coach can be booked from: the one that ends first. */
export function findUsable({ consumer_id, tutor_id, duration_minutes, starts_at, now }: { consumer_id: string; tutor_id: string; duration_minutes: number; starts_at: Date; now: Date }): Promise<PackagePurchaseDocument | null> {
  const ahead = { $gt: starts_at > now ? starts_at : now };
  return collections().package_purchases.findOne({ consumer_id, tutor_id, duration_minutes, status: "active", remaining: { $gt: 0 }, expires_at: ahead }, { sort: { expires_at: 1 } });
}

async function move(filter: Filter<PackagePurchaseDocument>, update: UpdateFilter<PackagePurchaseDocument>, session?: ClientSession): Promise<boolean> {
  const { modifiedCount } = await collections().package_purchases.updateOne(filter, update, session && { session });
  return modifiedCount === 1;
}
