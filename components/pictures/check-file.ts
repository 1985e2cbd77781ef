import { policy } from "@/lib/config/policy";

export type FileSort = "picture" | "document";

/**
 * Why this file would be refused, before any of it is sent; null where it looks right. By size and first bytes, since a
 * name proves nothing. The server looks for itself: this spares a wait.
 */
export async function findRefusal(file: Blob, sort: FileSort): Promise<string | null> {
  if (file.size === 0) return "The file is empty.";
  const start = await file.slice(0, startBytes).arrayBuffer().catch(() => null);
  if (!start) return "The file cannot be read. Choose it again.";
  const kind = kindOf(new Uint8Array(start));
  return sort === "picture" ? refusalOfPicture(kind, file.size) : refusalOfDocument(kind, file.size);
}

/** What the browser's file chooser offers. */
export const acceptedTypes: Record<FileSort, string> = { picture: "image/jpeg,image/png,image/webp", document: "application/pdf" };

export const maxBytes: Record<FileSort, number> = { picture: policy.image_max_bytes, document: policy.document_max_bytes };

type Kind = "jpg" | "png" | "webp" | "pdf" | "gif" | "heic" | "avif" | "other";

function refusalOfPicture(kind: Kind, size: number): string | null {
  if (kind !== "jpg" && kind !== "png" && kind !== "webp") return `${names[kind] ?? "This is no picture that we can read."} Choose a JPEG, PNG or WebP picture.`;
  return size > maxBytes.picture ? `The picture has ${megabytes(size)}. Choose one of at most ${megabytes(maxBytes.picture)}.` : null;
}

function refusalOfDocument(kind: Kind, size: number): string | null {
  if (kind !== "pdf") return "This is no PDF. Save the document as a PDF and choose that.";
  return size > maxBytes.document ? `The document has ${megabytes(size)}. Choose one of at most ${megabytes(maxBytes.document)}.` : null;
}

const names: Partial<Record<Kind, string>> = {
  pdf: "This is a PDF document.",
  gif: "This is a GIF.",
  heic: "This is an HEIC photo, as iPhones take them.",
  avif: "This is an AVIF picture.",
};

const startBytes = 16;

function kindOf(start: Uint8Array): Kind {
  const text = String.fromCharCode(...start);
  if (text.startsWith("\xff\xd8\xff")) return "jpg";
  if (text.startsWith("\x89PNG\r\n\x1a\n")) return "png";
  if (text.startsWith("RIFF") && text.startsWith("WEBP", 8)) return "webp";
  if (text.startsWith("%PDF-")) return "pdf";
  if (text.startsWith("GIF8")) return "gif";
  if (text.startsWith("ftypavi", 4)) return "avif";
  return /^.{4}ftyp(?:hei|hev|mif1|msf1)/s.test(text) ? "heic" : "other";
}

/** Rounded up to a tenth, so that what is too large never looks as large as the limit. */
function megabytes(bytes: number): string {
  return `${Math.ceil((bytes / 1024 / 1024) * 10) / 10} MB`;
}
