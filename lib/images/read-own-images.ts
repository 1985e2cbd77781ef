import "server-only";
import { byteStoreOf } from "./byte-store";
import type { ImageDocument } from "./schema";
import { listImagesOfOwner } from "./store";

export interface OwnImage extends Pick<ImageDocument, "public_id" | "folder" | "format" | "width" | "height" | "filename" | "created_at"> {
  /** A name for the file in an archive; no two of a person's are the same. */
  archive_name: string;
  bytes: Buffer;
}

/** Everything that the person has stored, oldest first, with the bytes; one after another, so that one is in memory at a time. */
export async function* readOwnImages(owner_id: string): AsyncGenerator<OwnImage> {
  for (const image of await listImagesOfOwner(owner_id)) {
    if (image.status !== "stored") continue;
    const { public_id, folder, format, width, height, filename, created_at } = image;
    const archive_name = `${folder.split("/")[1]}/${public_id.split("/").at(-1)}.${format}`;
    yield { public_id, folder, format, width, height, filename, created_at, archive_name, bytes: await byteStoreOf(image).read(image) };
  }
}
