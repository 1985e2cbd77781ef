/** What a file is by its first bytes, whatever it calls itself. */
export type FileKind = "jpg" | "png" | "webp" | "pdf" | "gif" | "heic" | "avif" | "bmp" | "tiff" | "zip" | "svg" | "html" | "unknown";

export function kindOf(bytes: Buffer): FileKind {
  const found = magic.find(({ at = 0, says }) => bytes.subarray(at, at + says.length).equals(says));
  if (found?.kind === "webp" && bytes.toString("latin1", 0, 4) !== "RIFF") return "unknown";
  return found?.kind ?? markupKind(bytes);
}

const magic: { kind: FileKind; at?: number; says: Buffer }[] = [
  { kind: "jpg", says: Buffer.from([0xff, 0xd8, 0xff]) },
  { kind: "png", says: Buffer.from("\x89PNG\r\n\x1a\n", "latin1") },
  { kind: "webp", at: 8, says: Buffer.from("WEBP") },
  { kind: "pdf", says: Buffer.from("%PDF-") },
  { kind: "gif", says: Buffer.from("GIF8") },
  ...["heic", "heix", "heim", "heis", "hevc", "mif1", "msf1"].map((brand) => ({ kind: "heic" as const, at: 4, says: Buffer.from(`ftyp${brand}`) })),
  { kind: "avif", at: 4, says: Buffer.from("ftypavi") },
  { kind: "bmp", says: Buffer.from("BM") },
  { kind: "tiff", says: Buffer.from("II*\0", "latin1") },
  { kind: "tiff", says: Buffer.from("MM\0*", "latin1") },
  { kind: "zip", says: Buffer.from("PK\x03\x04", "latin1") },
];

/** Markup in the encodings in which a browser would read it. */
function markupKind(bytes: Buffer): FileKind {
  const start = bytes.subarray(0, 1_024).toString("latin1").replaceAll("\0", "").toLowerCase();
  if (!/^[^a-z0-9]{0,8}</.test(start)) return "unknown";
  return start.includes("<svg") ? "svg" : "html";
}
