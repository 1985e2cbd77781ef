import "server-only";
import { checkFile } from "./check-file";
import type { SentFile } from "./read-upload";
import { requireFolder } from "./require-folder";
import type { ImageDocument, ImageFolder } from "./schema";
import { storeImage } from "./store-image";

/** Stores a file that whoever sent it puts somewhere afterwards, by its public id. */
export async function uploadImage(order: { user_id: string; folder: ImageFolder; file: SentFile }, now: Date): Promise<ImageDocument> {
  const { user_id, folder } = order;
  await requireFolder(user_id, folder);
  const file = await checkFile(order.file, folder);
  return storeImage({ owner_id: user_id, folder, file }, now);
}
