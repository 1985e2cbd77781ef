import type { PictureHeader } from "./picture-header";

/** Reads the container's size and the first chunk; null where that is none of the three that WebP has. RFC 9649 */
export function readWebp(bytes: Buffer): PictureHeader | null {
  const size = bytes.length < 30 ? null : sizeOf(bytes);
  if (!size) return null;
  const end = bytes.readUInt32LE(4) + 8;
  return { ...size, end: end > bytes.length ? null : end };
}

function sizeOf(bytes: Buffer): Omit<PictureHeader, "end"> | null {
  switch (bytes.toString("latin1", 12, 16)) {
    case "VP8 ":
      return { width: bytes.readUInt16LE(26) & 0x3fff, height: bytes.readUInt16LE(28) & 0x3fff, is_animated: false };
    case "VP8L": {
      const packed = bytes.readUInt32LE(21);
      return { width: (packed & 0x3fff) + 1, height: ((packed >>> 14) & 0x3fff) + 1, is_animated: false };
    }
    case "VP8X":
      return { width: bytes.readUIntLE(24, 3) + 1, height: bytes.readUIntLE(27, 3) + 1, is_animated: ((bytes[20] ?? 0) & 0b10) !== 0 };
    default:
      return null;
  }
}
