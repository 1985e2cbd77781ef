import "server-only";
import { AppError } from "@/lib/core/errors";
import type { ClientSession } from "mongodb";
import { withTransaction } from "@/lib/db/client";
import { forgetBytes } from "./abandon-upload";
import { unlinkImage } from "./links";
import type { ImageDocument } from "./schema";
import { adjustBytes, removeImage } from "./store";

/** Removes a picture or document of the person's, from wherever it is shown. Cloudinary forgets it afterwards, when it can. */
export async function deleteImage({ public_id, owner_id }: { public_id: string; owner_id: string }, now: Date): Promise<void> {
  await withTransaction(async (session) => {
    const image = await removeImage({ public_id, owner_id, status: "stored" }, session);
    if (!image) throw new AppError("not_found", "There is no such picture of yours.");
    await giveUp(image, session, now);
    await unlinkImage(image, session, now);
  });
}

/** What follows from a row's removal: its bytes are no longer counted nor kept. */
export async function giveUp(image: ImageDocument, session: ClientSession, now: Date): Promise<void> {
  await adjustBytes({ owner_id: image.owner_id, by: -(image.bytes + (image.replacing?.reserved_bytes ?? 0)), session });
  await forgetBytes({ image, now, session });
}
