import "server-only";
import type { ClientSession, UpdateFilter } from "mongodb";
import { policy } from "@/lib/config/policy";
import { collections } from "@/lib/db/collections";
import type { ImageDocument } from "./schema";

/** Rows are read without the bytes unless these are what is wanted. */
const withoutBytes = { projection: { data_base64: 0 } };

export function findStoredImage(public_id: string): Promise<ImageDocument | null> {
  return collections().images.findOne({ public_id, status: "stored" }, withoutBytes);
}

/** In whatever state. */
export function findImage(public_id: string, session?: ClientSession): Promise<ImageDocument | null> {
  return collections().images.findOne({ public_id }, { ...withoutBytes, session });
}

/** In whatever state, oldest first. */
export function listImagesOfOwner(owner_id: string, session?: ClientSession): Promise<ImageDocument[]> {
  return collections().images.find({ owner_id }, { ...withoutBytes, session }).sort({ created_at: 1 }).toArray();
}

export function listImagesInMongodb(after: string, limit: number): Promise<ImageDocument[]> {
  return collections().images.find({ provider: "mongodb", status: "stored", _id: { $gt: after } }, withoutBytes).sort({ _id: 1 }).limit(limit).toArray();
}

export function countImagesInMongodb(): Promise<number> {
  return collections().images.countDocuments({ provider: "mongodb", status: "stored" });
}

export async function readBase64(public_id: string): Promise<Buffer> {
  const row = await collections().images.findOne({ public_id }, { projection: { data_base64: 1 } });
  if (!row?.data_base64) throw new Error(`the bytes of ${public_id} are not in the database`);
  return Buffer.from(row.data_base64, "base64");
}

export async function insertImage(image: ImageDocument, session: ClientSession): Promise<void> {
  await collections().images.insertOne(image, { session });
}

/** Changes the row if it still is as `expected` says; what `changes` has as undefined is taken away. False where it is not so. */
export async function changeImage(order: {
  public_id: string;
  expected: { status?: ImageDocument["status"]; version?: number; provider?: ImageDocument["provider"]; "replacing.token"?: string };
  changes: Partial<ImageDocument>;
  session: ClientSession;
}): Promise<boolean> {
  const { public_id, expected, changes, session } = order;
  const gone = Object.entries(changes).filter(([, value]) => value === undefined);
  const update: UpdateFilter<ImageDocument> = { $set: changes, ...(gone.length > 0 && { $unset: Object.fromEntries(gone.map(([name]) => [name, ""])) as Record<string, ""> }) };
  const { matchedCount } = await collections().images.updateOne({ public_id, ...expected }, update, { session });
  return matchedCount === 1;
}

/** The row that was removed, or null. */
export function removeImage(filter: { public_id: string; owner_id?: string; status?: ImageDocument["status"] }, session: ClientSession): Promise<ImageDocument | null> {
  return collections().images.findOneAndDelete(filter, { ...withoutBytes, session });
}

/**
 * Counts bytes for the person if they still fit, else changes nothing and answers false: of uploads at the same time none
 * goes past the limit, because each is this one conditional write.
 */
export async function takeBytes(order: { owner_id: string; bytes: number; session: ClientSession }): Promise<boolean> {
  const { owner_id, bytes, session } = order;
  const room = policy.stored_bytes_per_person - bytes;
  const hasRoom = { $or: [{ stored_bytes: { $lte: room } }, ...(room >= 0 ? [{ stored_bytes: { $exists: false } }] : [])] };
  const { matchedCount } = await collections().users.updateOne({ _id: owner_id, ...hasRoom }, { $inc: { stored_bytes: bytes } }, { session });
  return matchedCount === 1;
}

/** Gives back, or takes what was promised before: no limit is asked. Of a deleted account nothing is counted. */
export async function adjustBytes(order: { owner_id: string; by: number; session: ClientSession }): Promise<void> {
  const { owner_id, by, session } = order;
  if (by !== 0) await collections().users.updateOne({ _id: owner_id, stored_bytes: { $exists: true } }, { $inc: { stored_bytes: by } }, { session });
}

/** The newest picture that one keeps for us, whosever it is; null where there is none. */
export function findNewestAt(provider: ImageDocument["provider"]): Promise<{ url: string } | null> {
  return collections().images.findOne({ provider, resource_type: "image", status: "stored" }, { sort: { _id: -1 }, projection: { url: 1 } });
}
