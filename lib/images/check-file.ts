import "server-only";
import { cleanPicture } from "./clean-picture";
import { inspectDocument } from "./inspect-document";
import type { SentFile } from "./read-upload";
import type { CheckedFile, ImageFolder, PicturePart } from "./schema";

/** What the folder takes, fit to be stored, of a picture the part alone where one is named; throws the sentence that says why it is not. */
export async function checkFile(file: SentFile, folder: ImageFolder, part?: PicturePart): Promise<CheckedFile> {
  const checked = folder === "maestrohub/documents" ? await inspectDocument(file.bytes) : await cleanPicture(file.bytes, part);
  return { ...checked, filename: file.filename };
}
