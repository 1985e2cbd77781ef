import "server-only";
import type { ClientSession, Filter } from "mongodb";
import { collections } from "@/lib/db/collections";
import { duplicateKeyFields } from "@/lib/db/errors";
import type { PackageDocument } from "./schema";

const offered: Filter<PackageDocument> = { seat: { $exists: true } };

export function findPackage(id: string): Promise<PackageDocument | null> {
  return collections().packages.findOne({ _id: id });
}

/** What a coach offers, the shortest first. */
export function listOffered(tutorId: string): Promise<PackageDocument[]> {
  return collections().packages.find({ tutor_id: tutorId, ...offered }).sort({ duration_minutes: 1, sessions: 1 }).toArray();
}

/** Puts an offer on its seat, or says which unique index refused it: the seat is taken, or the same is offered already. */
export async function insertPackage(offer: PackageDocument): Promise<"offered" | "seat_taken" | "same"> {
  try {
    await collections().packages.insertOne(offer);
    return "offered";
  } catch (error) {
    const fields = duplicateKeyFields(error);
    if (fields?.includes("seat")) return "seat_taken";
    if (fields?.includes("sessions")) return "same";
    throw error;
  }
}

/** False where it is not this coach's, or not offered any more. */
export async function withdraw({ id, tutor_id, now, session }: { id: string; tutor_id: string; now: Date; session?: ClientSession }): Promise<boolean> {
  const change = { $set: { withdrawn_at: now, updated_at: now }, $unset: { seat: "" as const } };
  const { modifiedCount } = await collections().packages.updateOne({ _id: id, tutor_id, ...offered }, change, session && { session });
  return modifiedCount === 1;
}
