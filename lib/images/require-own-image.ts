import "server-only";
import type { ClientSession } from "mongodb";
import { AppError } from "@/lib/core/errors";
import type { ImageDocument } from "./schema";
import { findImage } from "./store";

/** Another's picture is as one that is not there. */
export async function requireOwnImage(public_id: string, owner_id: string, session?: ClientSession): Promise<ImageDocument> {
  const image = await findImage(public_id, session);
  if (image?.status !== "stored" || image.owner_id !== owner_id) throw new AppError("not_found", "There is no such picture of yours.");
  return image;
}
