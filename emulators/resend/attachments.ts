import { randomUUID } from "node:crypto";
import { z } from "zod";
import { ResendRefusal } from "./errors.ts";

export interface StoredAttachment {
  id: string;
  filename: string;
  content_type: string;
  content_id: string | null;
  content_base64: string;
  size: number;
  /** A file that Resend would fetch; the emulators fetch nothing, so it stays an address. */
  path: string | null;
}

export function readAttachments(given: unknown[]): StoredAttachment[] {
  const read = given.map(readAttachment);
  const total = read.reduce((sum, { size }) => sum + size, 0);
  if (total > 40 * 1024 * 1024) throw new ResendRefusal("invalid_attachment", "Attachments may be at most 40 MB in total.");
  return read;
}

function readAttachment(given: unknown): StoredAttachment {
  const parsed = schema.safeParse(given);
  if (!parsed.success || (parsed.data.content === undefined && !parsed.data.path)) {
    throw new ResendRefusal("invalid_attachment", "Attachment must have either a `content` or `path`.");
  }
  const { filename, content, content_type, content_id, path } = parsed.data;
  const bytes = typeof content === "string" ? Buffer.from(content, "base64") : Buffer.from(content?.data ?? []);
  const name = filename || "attachment";
  return {
    id: randomUUID(),
    filename: name,
    content_type: content_type ?? contentTypes[name.split(".").at(-1)?.toLowerCase() ?? ""] ?? "application/octet-stream",
    content_id: content_id ?? null,
    content_base64: bytes.toString("base64"),
    size: bytes.length,
    path: path ?? null,
  };
}

const schema = z.object({
  filename: z.union([z.string(), z.literal(false)]).nullish(),
  content: z.union([z.string(), z.object({ type: z.literal("Buffer"), data: z.array(z.int().min(0).max(255)) })]).optional(),
  content_type: z.string().nullish(),
  content_id: z.string().nullish(),
  path: z.string().nullish(),
});

const contentTypes: Record<string, string> = {
  html: "text/html",
  ics: "text/calendar",
  jpg: "image/jpeg",
  pdf: "application/pdf",
  png: "image/png",
  txt: "text/plain",
};
