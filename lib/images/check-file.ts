import "server-only";
import { cleanPicture } from "./clean-picture";
import { inspectDocument } from "./inspect-document";
import type { SentFile } from "./read-upload";
import type { CheckedFile, ImageFolder } from "./schema";

/** What the folder takes, fit to be stored; throws the sentence that says why it is not. */
export async function checkFile(file: SentFile, folder: ImageFolder): Promise<CheckedFile> {
  const checked = folder === "maestrohub/documents" ? await inspectDocument(file.bytes) : await cleanPicture(file.bytes);
  return { ...checked, filename: file.filename };
}
