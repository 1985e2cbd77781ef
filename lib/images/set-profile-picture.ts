import "server-only";
import type { ClientSession } from "mongodb";
import { AppError } from "@/lib/core/errors";
import { withTransaction } from "@/lib/db/client";
import { findUser } from "@/lib/users/store";
import { checkFile } from "./check-file";
import { giveUp } from "./delete-image";
import { linkPortrait, unlinkPortrait } from "./links";
import type { SentFile } from "./read-upload";
import { requireOwnImage } from "./require-own-image";
import type { ImageDocument } from "./schema";
import { removeImage } from "./store";
import { storeImage } from "./store-image";

const folder = "maestrohub/profiles";

/** A new picture of the person; the one before is there until this one is stored, and is deleted in the same write. */
export async function uploadProfilePicture({ user_id, file }: { user_id: string; file: SentFile }, now: Date): Promise<ImageDocument> {
  const checked = await checkFile(file, folder);
  return storeImage({ owner_id: user_id, folder, file: checked, link: (image, session) => change(image, session, now) }, now);
}

/** One that the person has uploaded already. */
export async function chooseProfilePicture({ user_id, public_id }: { user_id: string; public_id: string }, now: Date): Promise<ImageDocument> {
  return withTransaction(async (session) => {
    const image = await requireOwnImage(public_id, user_id, session);
    if (image.folder !== folder) throw new AppError("invalid", "This is not a profile picture.", { fields: { public_id: `Upload it to ${folder}.` } });
    await change(image, session, now);
    return image;
  });
}

export async function removeProfilePicture(user_id: string, now: Date): Promise<void> {
  await withTransaction(async (session) => {
    await removeFormer(user_id, null, session, now);
    await unlinkPortrait(user_id, session, now);
  });
}

async function change(image: ImageDocument, session: ClientSession, now: Date): Promise<void> {
  await removeFormer(image.owner_id, image.public_id, session, now);
  await linkPortrait(image, session, now);
}

async function removeFormer(owner_id: string, next: string | null, session: ClientSession, now: Date): Promise<void> {
  const public_id = (await findUser(owner_id, session))?.picture_public_id;
  const former = public_id && public_id !== next ? await removeImage({ public_id, owner_id }, session) : null;
  if (former) await giveUp(former, session, now);
}
