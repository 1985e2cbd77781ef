import { randomUUID } from "node:crypto";
import { z } from "zod";
import type { EmulatorContext, EmulatorRequest } from "../emulator.ts";
import { readAttachments } from "./attachments.ts";
import type { StoredAttachment } from "./attachments.ts";
import { refuseUnverifiedDomain } from "./domains.ts";
import { ResendRefusal } from "./errors.ts";

/** A mail as it was sent, with everything that a person or a test may want to see of it. */
export interface StoredEmail {
  object: "email";
  id: string;
  message_id: string;
  from: string;
  to: string[];
  cc: string[] | null;
  bcc: string[] | null;
  reply_to: string[] | null;
  subject: string;
  html: string | null;
  text: string | null;
  headers: Record<string, string>;
  tags: { name: string; value: string }[];
  attachments: StoredAttachment[];
  created_at: string;
  received_at: string;
  scheduled_at: string | null;
  last_event: string;
  idempotency_key: string | null;
}

export const emails = "resend.emails";

/** `taken` is told of each mail that is kept: what becomes of it is decided there. */
export function createEmail(context: EmulatorContext, request: EmulatorRequest, body: unknown, taken: (email: StoredEmail) => void): { id: string } {
  const email = readEmail(context, body, request.headers["idempotency-key"] ?? null);
  context.store.put(emails, email.id, email);
  taken(email);
  return { id: email.id };
}

/** Strict: one wrong mail refuses all. Permissive: the good ones are sent, the others are named by their place. */
export function createBatch(context: EmulatorContext, request: EmulatorRequest, body: unknown, taken: (email: StoredEmail) => void): object {
  if (!Array.isArray(body) || body.length === 0) throw new ResendRefusal("validation_error", "The request body must be an array of emails.");
  if (body.length > 100) throw new ResendRefusal("validation_error", "A batch takes at most 100 emails.");
  const is_permissive = request.headers["x-batch-validation"] === "permissive";
  const read: StoredEmail[] = [];
  const errors: { index: number; message: string }[] = [];
  for (const [index, part] of body.entries()) {
    try {
      // Resend's batch endpoint takes no attachments and leaves them out without a word.
      read.push({ ...readEmail(context, part, request.headers["idempotency-key"] ?? null), attachments: [] });
    } catch (error) {
      if (!is_permissive || !(error instanceof ResendRefusal)) throw error;
      errors.push({ index, message: error.message });
    }
  }
  for (const email of read) {
    context.store.put(emails, email.id, email);
    taken(email);
  }
  const data = read.map(({ id }) => ({ id }));
  return is_permissive ? { data, errors } : { data };
}

export function retrieveEmail(context: EmulatorContext, id: string): object {
  const email = context.store.get<StoredEmail>(emails, id);
  if (!email) throw new ResendRefusal("not_found", "Email not found");
  const { attachments: _attachments, headers: _headers, received_at: _received_at, idempotency_key: _key, ...shown } = email;
  return shown;
}

function readEmail(context: EmulatorContext, body: unknown, idempotency_key: string | null): StoredEmail {
  const parsed = emailSchema.safeParse(body);
  if (!parsed.success) throw invalidField(parsed.error);
  const given = parsed.data;
  for (const field of ["from", "to", "subject"] as const) {
    if (given[field] === undefined || given[field] === "") throw new ResendRefusal("missing_required_field", `Missing \`${field}\` field.`);
  }
  if (!given.html && !given.text) throw new ResendRefusal("missing_required_field", "Missing `html` or `text` field.");

  const from = addresses("from", given.from)[0] ?? "";
  const to = addresses("to", given.to);
  if (to.length > 50) throw new ResendRefusal("validation_error", "The `to` field takes at most 50 addresses.");
  refuseUnverifiedDomain(context, domainOf(from));
  const now = context.now().toISOString();
  const id = randomUUID();
  return {
    object: "email",
    id,
    message_id: `<${id}@resend.emulator>`,
    from,
    to,
    cc: orNull(addresses("cc", given.cc)),
    bcc: orNull(addresses("bcc", given.bcc)),
    reply_to: orNull(addresses("reply_to", given.reply_to)),
    subject: given.subject ?? "",
    html: given.html ?? null,
    text: given.text ?? null,
    headers: given.headers ?? {},
    tags: given.tags ?? [],
    attachments: readAttachments(given.attachments ?? []),
    created_at: now,
    received_at: now,
    scheduled_at: given.scheduled_at ?? null,
    last_event: given.scheduled_at ? "scheduled" : "sent",
    idempotency_key,
  };
}

function addresses(field: string, given: string | string[] | undefined): string[] {
  const list = given === undefined ? [] : Array.isArray(given) ? given : [given];
  for (const address of list) {
    if (!/^[^<>\r\n]*<[^\s@<>]+@[^\s@<>]+>$|^[^\s@<>]+@[^\s@<>]+$/.test(address.trim())) {
      throw new ResendRefusal("validation_error", `Invalid \`${field}\` field. The email address needs to follow the \`email@example.com\` or \`Name <email@example.com>\` format.`);
    }
  }
  return list.map((address) => address.trim());
}

function domainOf(address: string): string {
  return (/@([^\s@<>]+)>?$/.exec(address)?.[1] ?? "").toLowerCase();
}

function orNull(list: string[]): string[] | null {
  return list.length === 0 ? null : list;
}

function invalidField(error: z.ZodError): ResendRefusal {
  const [issue] = error.issues;
  const field = issue?.path.join(".");
  return new ResendRefusal("validation_error", field ? `Invalid \`${field}\` field. ${issue?.message ?? ""}`.trim() : "The request body must be a JSON object.");
}

const addressList = z.union([z.string(), z.array(z.string())]);
const tagText = z.string().regex(/^[A-Za-z0-9_-]{1,256}$/, "Tags should only contain ASCII letters, numbers, underscores, or dashes.");

/** Fields that are missing are told one by one in Resend's words, so all are optional here; Resend ignores unknown ones. */
const emailSchema = z.object({
  from: z.string().optional(),
  to: addressList.optional(),
  cc: addressList.optional(),
  bcc: addressList.optional(),
  reply_to: addressList.optional(),
  subject: z.string().optional(),
  html: z.string().nullish(),
  text: z.string().nullish(),
  headers: z.record(z.string(), z.string()).optional(),
  tags: z.array(z.object({ name: tagText, value: tagText })).optional(),
  attachments: z.array(z.unknown()).nullish(),
  scheduled_at: z.string().optional(),
});
