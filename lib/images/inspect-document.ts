import "server-only";
import { inflateSync } from "node:zlib";
import { policy } from "@/lib/config/policy";
import type { CheckedFile } from "./schema";
import { kindOf } from "./formats/format-of";
import { findActiveContent } from "./polyglots";
import { refusedFile } from "./refuse";
import { takeTurn } from "./take-turn";

/**
 * A PDF that opens, has a page and does nothing by itself. It is kept byte by byte as it came, since rewriting could change
 * what a certificate says; so whatever acts (programs, files inside, a second document behind the end) is refused.
 */
export async function inspectDocument(bytes: Buffer): Promise<Omit<CheckedFile, "filename">> {
  if (bytes.length === 0) throw refusedFile("invalid", "The file is empty.");
  if (bytes.length > policy.document_max_bytes) throw refusedFile("too_large", tooLargeDocument);
  if (kindOf(bytes) !== "pdf") throw refusedFile("unsupported_media_type", "This is no PDF. Send the document as a PDF.");
  refuseAnythingBehind(bytes);
  refuseActions(bytes);
  await takeTurn(() => openDocument(bytes));
  return { bytes, format: "pdf", resource_type: "raw", width: 0, height: 0 };
}

export const tooLargeDocument = `A document may have at most ${policy.document_max_bytes / 1024 / 1024} MB. Send a smaller one.`;

const unreadable = () => refusedFile("invalid", "The document is damaged and cannot be opened. Save it as a PDF again and send that.");

function refuseAnythingBehind(bytes: Buffer): void {
  const end = bytes.lastIndexOf("%%EOF");
  if (end === -1) throw refusedFile("invalid", "The document is cut off: its end is missing. Send the whole file again.");
  const rest = bytes.subarray(end + "%%EOF".length).toString("latin1");
  if (/[^\s\0]/.test(rest)) throw refusedFile("invalid", "There is something else behind the document in this file. Save it as a PDF again and send that.");
}

/** Looks through the file as it stands and through the objects that it keeps compressed; long names only, which chance does not write. */
function refuseActions(bytes: Buffer): void {
  const text = withoutEscapes(bytes.toString("latin1"));
  if (/\/Encrypt\b/.test(text)) throw refusedFile("invalid", "The document is locked. Save it without a password and send that.");
  const all = [text, ...compressedObjects(bytes)];
  if (all.some((part) => /\/(?:JavaScript|Launch|RichMedia)\b/.test(part))) throw refusedFile("invalid", "There are commands in this document. Print it to a PDF and send that.");
  if (all.some((part) => /\/EmbeddedFiles?\b/.test(part))) throw refusedFile("invalid", "There are other files inside this document. Print it to a PDF and send that.");
  // A page that a browser would show, or an archive: not in what %PDF- begins, which is one itself.
  if (findActiveContent(bytes.subarray("%PDF-".length))) throw refusedFile("invalid", "There is something else hidden in this document. Print it to a PDF and send that.");
}

/** A name may be written with any of its characters as #xx. */
function withoutEscapes(text: string): string {
  return text.replaceAll(/#([0-9a-f]{2})/gi, (_all, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
}

/** More than the objects and tables of any document of 10 MB that is not a picture book of forms. */
const inflatedMaxBytes = 32 * 1024 * 1024;

/**
 * The streams that hold objects or the table of them, which opening a document unpacks at once: a bomb must lie here to go off.
 * Pictures and pages are unpacked by nobody on our side.
 */
function* compressedObjects(bytes: Buffer): Generator<string> {
  let total = 0;
  for (let at = bytes.indexOf("stream"); at !== -1; at = bytes.indexOf("stream", at + 6)) {
    const before = withoutEscapes(bytes.toString("latin1", Math.max(0, at - 1_000), at));
    if (before.endsWith("end") || !/\/(?:ObjStm|XRef|First|W)\b/.test(before)) continue;
    const begin = at + 6 + (bytes[at + 6] === 0x0d ? 2 : 1);
    // Without the header of zlib it is not compressed, or by a method that no program writes for these.
    if (((bytes[begin] ?? 0) & 0x0f) !== 8) continue;
    const inflated = inflate(bytes.subarray(begin), inflatedMaxBytes - total);
    total += inflated.length;
    yield withoutEscapes(inflated.toString("latin1"));
  }
}

function inflate(bytes: Buffer, maxOutputLength: number): Buffer {
  try {
    return inflateSync(bytes, { maxOutputLength: Math.max(1, maxOutputLength) });
  } catch {
    throw unreadable();
  }
}

async function openDocument(bytes: Buffer): Promise<void> {
  const { getDocumentProxy } = await import("unpdf");
  // PDF.js takes what it is given: a copy of its own.
  const document = await getDocumentProxy(Uint8Array.from(bytes), { stopAtErrors: true, enableXfa: false, verbosity: 0 }).catch(() => {
    throw unreadable();
  });
  try {
    await document.getPage(1);
    if ((await document.getJSActions()) || (await document.getAttachments())) throw unreadable();
  } catch {
    throw unreadable();
  } finally {
    await document.loadingTask.destroy();
  }
}
