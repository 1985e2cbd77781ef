import { brotliDecompressSync, gunzipSync, inflateSync } from "node:zlib";
import type { EmulatorRequest } from "./emulator.ts";

/** The bytes as they were before they were packed for the way. Throws for a packing that it does not know. */
export function decodedBody({ headers, body }: EmulatorRequest): Buffer {
  const encoding = headers["content-encoding"]?.trim().toLowerCase() ?? "identity";
  const unpack = Object.hasOwn(packings, encoding) ? packings[encoding] : undefined;
  if (!unpack) throw new Error(`the content encoding ${encoding} is not known`);
  return unpack(body);
}

const packings: Record<string, (body: Buffer) => Buffer> = {
  identity: (body) => body,
  "": (body) => body,
  gzip: (body) => gunzipSync(body),
  deflate: (body) => inflateSync(body),
  br: (body) => brotliDecompressSync(body),
};
