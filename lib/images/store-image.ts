import "server-only";
import type { ClientSession } from "mongodb";
import { AppError } from "@/lib/core/errors";
import { newId } from "@/lib/core/id";
import { withTransaction } from "@/lib/db/client";
import { addTask } from "@/lib/outbox/store";
import { abandonUpload } from "./abandon-upload";
import { chosenByteStore } from "./byte-store";
import { keepBytes } from "./keep-bytes";
import { newPublicId } from "./public-id";
import { takeRoom, takeUpload } from "./quota";
import type { CheckedFile, ImageDocument, ImageFolder } from "./schema";
import { settleAfter } from "./settle-image";
import { changeImage, insertImage } from "./store";

/**
 * Stores a checked file as a new picture of this person: the row and its bytes in the person's count first, then the bytes
 * where they belong, then "stored" together with whatever `link` writes. A process that dies on the way leaves a row that a
 * task clears away; what fails on the way is cleared away here, and the error says so.
 */
export async function storeImage(
  order: { owner_id: string; folder: ImageFolder; file: CheckedFile; link?: (image: ImageDocument, session: ClientSession) => Promise<void> },
  now: Date,
): Promise<ImageDocument> {
  const { owner_id, folder, file, link } = order;
  await takeUpload(owner_id, now);
  const image = await announce(newImage({ owner_id, folder, file }, now), now);
  try {
    const kept = await keepBytes(chosenByteStore(), image, file.bytes);
    return await withTransaction(async (session) => {
      const changes = { ...kept, status: "stored" as const };
      if (!(await changeImage({ public_id: image.public_id, expected: { status: "storing" }, changes, session }))) throw gone();
      const stored = { ...image, ...changes };
      await link?.(stored, session);
      return stored;
    });
  } catch (error) {
    await abandonUpload(image, now);
    throw error;
  }
}

/** The account was deleted while its picture was on the way. */
const gone = () => new AppError("not_found", "This account is no longer there.");

function newImage({ owner_id, folder, file }: { owner_id: string; folder: ImageFolder; file: CheckedFile }, now: Date): ImageDocument {
  const { bytes, ...facts } = file;
  return {
    _id: newId("image"),
    public_id: newPublicId(folder, owner_id),
    owner_id,
    folder,
    status: "storing",
    provider: chosenByteStore().provider,
    ...facts,
    bytes: bytes.length,
    version: 1,
    url: "",
    created_at: now,
    updated_at: now,
  };
}

async function announce(image: ImageDocument, now: Date): Promise<ImageDocument> {
  const { owner_id, public_id, bytes } = image;
  await withTransaction(async (session) => {
    await takeRoom({ owner_id, bytes, session });
    await insertImage(image, session);
    await addTask({ key: `settle-image:${public_id}`, task: { kind: "settle-image", public_id }, now, run_at: settleAfter(now), session });
  });
  return image;
}
