import { serialize, setInternalBufferSize } from "bson";
import { CommandError } from "../errors.ts";
import type { Doc } from "./types.ts";

const MAX_DOCUMENT_BYTES = 16 * 1024 * 1024;
// A reply holds up to 16 MiB of documents and what is around them.
setInternalBufferSize(40 * 1024 * 1024);

/** Values into BSON bytes. */
export function encodeDocument(doc: Doc): Buffer {
  const bytes = serialize(doc, { ignoreUndefined: true });
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
}

/** The same for a document that is to be stored: refuses what MongoDB finds too large. */
export function encodeStored(doc: Doc): Buffer {
  const bytes = encodeDocument(doc);
  if (bytes.length > MAX_DOCUMENT_BYTES) {
    throw new CommandError(10334, `BSONObj size: ${bytes.length} (0x${bytes.length.toString(16).toUpperCase()}) is invalid. Size must be between 0 and 16793600(16MB)`);
  }
  return bytes;
}
