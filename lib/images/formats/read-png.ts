import type { PictureHeader } from "./picture-header";

const signatureBytes = 8;
/** Length, name and checksum around the data of a chunk. */
const chunkFrameBytes = 12;

/** Walks the chunks without opening them; null where the file is no PNG after all. https://www.w3.org/TR/png-3/ */
export function readPng(bytes: Buffer): PictureHeader | null {
  if (bytes.length < signatureBytes + chunkFrameBytes + 13 || chunkName(bytes, signatureBytes) !== "IHDR" || bytes.readUInt32BE(signatureBytes) !== 13) return null;
  const header = { width: bytes.readUInt32BE(16), height: bytes.readUInt32BE(20), is_animated: false };
  let at = signatureBytes;
  while (at + chunkFrameBytes <= bytes.length) {
    const name = chunkName(bytes, at);
    at += chunkFrameBytes + bytes.readUInt32BE(at);
    if (name === "acTL") header.is_animated = true;
    if (name === "IEND") return { ...header, end: at };
  }
  return { ...header, end: null };
}

function chunkName(bytes: Buffer, at: number): string {
  return bytes.toString("latin1", at + 4, at + 8);
}
