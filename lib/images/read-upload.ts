import "server-only";
import { z } from "zod";
import { policy } from "@/lib/config/policy";
import { AppError } from "@/lib/core/errors";
import { readBytes } from "@/lib/http/read-body";
import { checkFileName } from "./file-name";
import { tooLargeDocument } from "./inspect-document";
import { tooLargePicture } from "./inspect-picture";
import { refusedFile } from "./refuse";

/** A file as it was sent; nothing of it has been looked at but its name and what it says it is. */
export interface SentFile {
  bytes: Buffer;
  filename: string | null;
}

export const sentFileSchema = z.custom<SentFile>((value) => isSentFile(value), "Choose a file.");

/** Room for the fields and the frame around the file. */
const aroundBytes = 16 * 1024;

/**
 * Reads a file and the fields beside it: a form (multipart/form-data) with `file`, or JSON in which `file` is base64 or a data
 * address, with `filename` beside it where there is one. Both stop at the limit whatever the client says of the length. What
 * it answers has `file` as SentFile and every other field as it came; the route's schema says which there may be.
 */
export function uploadReader(largest: "picture" | "document"): (request: Request) => Promise<unknown> {
  const limits = { picture: policy.image_max_bytes, document: policy.document_max_bytes };
  const sentence = largest === "picture" ? tooLargePicture : tooLargeDocument;
  return async (request) => {
    const type = request.headers.get("content-type")?.split(";")[0]?.trim().toLowerCase();
    if (type === "multipart/form-data") return readForm(request, await readBytes(request, limits[largest] + aroundBytes, sentence));
    if (type === "application/json") return readJsonFile(await readBytes(request, Math.ceil(limits[largest] / 3) * 4 + aroundBytes, sentence));
    throw new AppError("unsupported_media_type", "Send the file as multipart/form-data, or as base64 in application/json.");
  };
}

async function readForm(request: Request, bytes: Buffer): Promise<Record<string, unknown>> {
  const headers = { "content-type": request.headers.get("content-type") ?? "" };
  const form = await new Response(Uint8Array.from(bytes), { headers }).formData().catch(() => {
    throw new AppError("malformed", "The request is not a valid form.");
  });
  const fields: Record<string, unknown> = {};
  for (const [name, value] of form) {
    if (name in fields) throw new AppError("invalid", "Send one file at a time.", { fields: { [name]: "This field is there twice." } });
    fields[name] = typeof value === "string" ? value : sentFile(Buffer.from(await value.arrayBuffer()), value.name, value.type);
  }
  return fields;
}

function readJsonFile(bytes: Buffer): unknown {
  let body: unknown;
  try {
    body = JSON.parse(bytes.toString("utf8"));
  } catch {
    throw new AppError("malformed", "The request is not valid JSON.");
  }
  if (typeof body !== "object" || body === null || !("file" in body) || typeof body.file !== "string") return body;
  const { filename, ...rest } = body as { file: string; filename?: unknown };
  if (filename !== undefined && typeof filename !== "string") return body;
  const [, type = "", base64 = ""] = /^(?:data:([^,]{0,100});base64,)?([\s\S]*)$/.exec(body.file) ?? [];
  if (body.file.startsWith("data:") && !type) throw refusedFile("unsupported_media_type", notTaken);
  if (base64.length % 4 !== 0 || !/^[A-Za-z0-9+/]*={0,2}$/.test(base64)) throw refusedFile("invalid", "The file is not valid base64.");
  return { ...rest, file: sentFile(Buffer.from(base64, "base64"), filename ?? null, type) };
}

/** What the sender calls it decides nothing; but who announces something else than a picture or a PDF is taken at their word. */
function sentFile(bytes: Buffer, filename: string | null, type: string): SentFile {
  const announced = type.split(";")[0]?.trim().toLowerCase() ?? "";
  if (announced && !announcements.includes(announced)) throw refusedFile("unsupported_media_type", notTaken);
  return { bytes, filename: checkFileName(filename) };
}

const announcements = ["image/jpeg", "image/jpg", "image/pjpeg", "image/png", "image/x-png", "image/webp", "application/pdf", "application/x-pdf", "application/octet-stream"];
const notTaken = "Only JPEG, PNG and WebP pictures and PDF documents are taken.";

function isSentFile(value: unknown): value is SentFile {
  return typeof value === "object" && value !== null && "bytes" in value && Buffer.isBuffer(value.bytes);
}
