import "server-only";
import type { ClientSession, Filter } from "mongodb";
import { collections } from "@/lib/db/collections";
import type { BookingDocument } from "./schema";
import { released } from "./store";

/** A session booked from a package, with its locks; throws MongoDB's duplicate key error (11000) where a time is taken. */
export async function insertBooked(booking: BookingDocument, session: ClientSession): Promise<void> {
  await collections().bookings.insertOne(booking, { session });
}

/** The same person's own hold of that very time gives way: they have found another way to pay. */
export async function dropOwnHold({ consumer_id, tutor_id, starts_at, now, session }: Pick<BookingDocument, "consumer_id" | "tutor_id" | "starts_at"> & { now: Date; session: ClientSession }): Promise<void> {
  await collections().bookings.updateMany({ consumer_id, tutor_id, starts_at, status: "held" }, { $set: { status: "expired", updated_at: now }, $unset: released }, { session });
}

/** What a repeated request has booked already; null where there is nothing. */
export function findSameBooked(same: Required<Pick<BookingDocument, "consumer_id" | "tutor_id" | "starts_at" | "package_purchase_id">>): Promise<BookingDocument | null> {
  return collections().bookings.findOne({ ...same, status: "confirmed" });
}

/** The package has ended: from now on its sessions come back in money. Every one that is ahead is written, so that cancelling one at the same moment comes before or after. */
export async function releaseFromPackage({ package_purchase_id, now, session }: { package_purchase_id: string; now: Date; session: ClientSession }): Promise<void> {
  await collections().bookings.updateMany({ package_purchase_id, returns_to_package: true, status: "confirmed" }, { $set: { updated_at: now }, $unset: { returns_to_package: "" } }, { session });
}

const ahead = (package_purchase_id: string, now: Date): Filter<BookingDocument> => ({ package_purchase_id, status: "confirmed", starts_at: { $gt: now } });

export function countAhead({ package_purchase_id, now, session }: { package_purchase_id: string; now: Date; session?: ClientSession }): Promise<number> {
  return collections().bookings.countDocuments(ahead(package_purchase_id, now), session && { session });
}

/** All that were booked from these packages, the latest first. */
export function listBookedFrom(purchaseIds: string[]): Promise<BookingDocument[]> {
  return collections().bookings.find({ package_purchase_id: { $in: purchaseIds } }).sort({ starts_at: -1, _id: 1 }).limit(2_000).toArray();
}
