import "server-only";
import { withTransaction } from "@/lib/db/client";
import { findAsset } from "@/lib/integrations/cloudinary/assets";
import { abandonUpload } from "./abandon-upload";
import { relinkImage } from "./links";
import type { ImageDocument } from "./schema";
import { adjustBytes, changeImage, findImage } from "./store";

/** Longer than any upload may take: what is not finished then was left by a process that died. */
const settleAfterMs = 10 * 60_000;

export function settleAfter(now: Date): Date {
  return new Date(now.getTime() + settleAfterMs);
}

export function isOverdue({ started_at }: { started_at: Date }, now: Date): boolean {
  return started_at.getTime() + settleAfterMs <= now.getTime();
}

/** Clears away an upload, or ends a replacement, that its process did not live to finish. Nothing is left to do otherwise. */
export async function settleImage(public_id: string, now: Date): Promise<void> {
  const image = await findImage(public_id);
  if (image?.status === "storing") await abandonUpload(image, now);
  if (image?.replacing && isOverdue(image.replacing, now)) await settleReplacement(image, image.replacing, now);
}

/** Which of the two Cloudinary has now, it alone knows: the row is made to say the same. */
async function settleReplacement(image: ImageDocument, replacing: NonNullable<ImageDocument["replacing"]>, now: Date): Promise<void> {
  const { public_id, owner_id, version } = image;
  const found = image.provider === "cloudinary" ? await findAsset(image) : null;
  const facts = found ? { bytes: found.bytes, version: version + 1, ...(image.resource_type === "image" && pictureFacts(found)) } : {};
  await withTransaction(async (session) => {
    const changes = { ...facts, replacing: undefined, updated_at: now };
    if (!(await changeImage({ public_id, expected: { "replacing.token": replacing.token }, changes, session }))) return;
    await adjustBytes({ owner_id, by: (found?.bytes ?? image.bytes) - image.bytes - replacing.reserved_bytes, session });
    if (found) await relinkImage({ ...image, ...facts }, session, now);
  });
}

function pictureFacts({ url, width, height, format }: { url: string; width: number; height: number; format: string }): Partial<ImageDocument> {
  return { url, width, height, ...((format === "jpg" || format === "png" || format === "webp") && { format }) };
}
