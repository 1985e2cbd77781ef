import type { PictureHeader } from "./picture-header";

/** More scans than any encoder writes: each is a pass over the whole picture, so a small file could cost minutes. */
const scansMax = 100;

/**
 * Walks the segments and passes over the compressed data; null where the file is no JPEG that can be read, or names its size
 * twice or not at all. ITU-T T.81, annex B.
 */
export function readJpeg(bytes: Buffer): PictureHeader | null {
  let size: { width: number; height: number } | null = null;
  let scans = 0;
  let at = 2;
  const answer = (end: number | null): PictureHeader | null => size && { ...size, is_animated: false, end };
  for (;;) {
    if (at + 4 > bytes.length) return answer(bytes[at] === 0xff && bytes[at + 1] === endOfImage ? at + 2 : null);
    if (bytes[at] !== 0xff) return null;
    const marker = bytes[at + 1] ?? 0;
    if (marker === endOfImage) return answer(at + 2);
    if (marker === 0xff) {
      at += 1;
      continue;
    }
    if (standsAlone(marker)) {
      at += 2;
      continue;
    }
    const length = bytes.readUInt16BE(at + 2);
    if (length < 2) return null;
    if (isFrame(marker)) {
      if (size || at + 9 > bytes.length) return null;
      size = { height: bytes.readUInt16BE(at + 5), width: bytes.readUInt16BE(at + 7) };
    }
    at += 2 + length;
    if (marker === startOfScan) {
      scans += 1;
      if (!size || scans > scansMax) return null;
      at = behindScan(bytes, at);
    }
  }
}

const endOfImage = 0xd9;
const startOfScan = 0xda;

function standsAlone(marker: number): boolean {
  return marker === 0x01 || (marker >= 0xd0 && marker <= 0xd8);
}

function isFrame(marker: number): boolean {
  return marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc;
}

/** The next marker that is neither an escaped 0xff nor a restart. */
function behindScan(bytes: Buffer, from: number): number {
  let at = from;
  for (;;) {
    at = bytes.indexOf(0xff, at);
    if (at === -1 || at + 1 >= bytes.length) return bytes.length;
    const next = bytes[at + 1] ?? 0;
    if (next !== 0x00 && !(next >= 0xd0 && next <= 0xd7)) return at;
    at += 2;
  }
}
