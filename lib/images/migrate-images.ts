import "server-only";
import { clockNow } from "@/lib/clock/clock";
import { newId } from "@/lib/core/id";
import { withTransaction } from "@/lib/db/client";
import { AppError } from "@/lib/core/errors";
import { env } from "@/lib/config/env";
import { forgetBytes } from "./abandon-upload";
import { byteStoreOf, chosenByteStore } from "./byte-store";
import { relinkImage } from "./links";
import type { ImageDocument } from "./schema";
import { isOverdue } from "./settle-image";
import { changeImage, countImagesInMongodb, findImage, listImagesInMongodb } from "./store";

export interface MigrationProgress {
  moved: number;
  total: number;
  /** Being replaced by their owner just now: another run takes them. */
  skipped: number;
}

const pageSize = 50;

/**
 * Moves every picture and document that is kept in MongoDB to Cloudinary, one after another, under the same public id; what
 * shows it gets the new address in the write that takes the bytes out of the database. It may be killed at any moment and run
 * again, also beside another run: the row is the truth, and bytes that arrive twice replace themselves.
 */
export async function migrateImages(onProgress: (progress: MigrationProgress) => void): Promise<MigrationProgress> {
  if (!env().cloudinary) throw new AppError("unavailable", "Cloudinary is not set up: set CLOUDINARY_CLOUD_NAME, CLOUDINARY_API_KEY and CLOUDINARY_API_SECRET, and take IMAGES=mongodb away.");
  const progress = { moved: 0, total: await countImagesInMongodb(), skipped: 0 };
  let page: ImageDocument[] = [];
  do {
    page = await listImagesInMongodb(page.at(-1)?._id ?? "", pageSize);
    for (const { public_id } of page) {
      if (await moveImage(public_id, clockNow())) progress.moved += 1;
      else progress.skipped += 1;
      onProgress({ ...progress });
    }
  } while (page.length > 0);
  return progress;
}

/** So that a later run knows the mark of one that was killed, and takes it over. */
const mark = "move_";

async function moveImage(public_id: string, now: Date): Promise<boolean> {
  const token = `${mark}${newId("outbox")}`;
  const image = await claim(public_id, token, now);
  if (!image) return false;
  const next = { ...image, version: image.version + 1 };
  const kept = await chosenByteStore().keep(next, await byteStoreOf(image).read(image));
  return withTransaction(async (session) => {
    const changes = { ...kept, data_base64: undefined, replacing: undefined, version: next.version, updated_at: now };
    const was_moved = await changeImage({ public_id, expected: { "replacing.token": token, provider: "mongodb" }, changes, session });
    if (was_moved) {
      await relinkImage({ ...next, ...kept }, session, now);
      return true;
    }
    const found = await findImage(public_id, session);
    // Deleted while it was on the way: nobody else knows of what has arrived.
    if (!found) await forgetBytes({ image, now, session });
    return found?.provider === "cloudinary";
  });
}

/** While the mark stands nobody puts other bytes there, which ours would then replace. */
async function claim(public_id: string, token: string, now: Date): Promise<ImageDocument | null> {
  return withTransaction(async (session) => {
    const image = await findImage(public_id, session);
    const { replacing } = image ?? {};
    if (image?.provider !== "mongodb" || (replacing && !replacing.token.startsWith(mark) && !isOverdue(replacing, now))) return null;
    const reserved_bytes = replacing?.reserved_bytes ?? 0;
    await changeImage({ public_id, expected: { version: image.version }, changes: { replacing: { token, reserved_bytes, started_at: now } }, session });
    return image;
  });
}
