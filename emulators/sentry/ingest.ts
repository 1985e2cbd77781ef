import { randomUUID } from "node:crypto";
import { decodedBody } from "../decoded-body.ts";
import type { EmulatorContext, EmulatorRequest } from "../emulator.ts";
import { keepNewest } from "../keep-newest.ts";
import { keepReceived } from "../received.ts";
import { parseEnvelope } from "./envelope.ts";
import type { Envelope } from "./envelope.ts";
import { SentryRefusal } from "./errors.ts";
import { theProject } from "./project.ts";
import { keepSpans } from "./spans.ts";

const events = "sentry.events";
const items = "sentry.items";
const kept_at_most = 2_000;
const event_max_bytes = 1024 * 1024;

/** An error, a message or a transaction as the SDK sent it. */
export interface StoredSentryEvent {
  id: string;
  kind: "error" | "message" | "transaction";
  payload: Record<string, unknown>;
  received_at: string;
}

/** Whatever else travels in envelopes: sessions, reports of what was dropped, logs. */
export interface StoredSentryItem {
  id: string;
  type: string;
  payload: Record<string, unknown> | null;
  received_at: string;
}

/** POST /api/{project}/envelope/ */
export function takeEnvelope(context: EmulatorContext, request: EmulatorRequest, project_id: string): object {
  const body = unpacked(request);
  keepReceived(context, { emulator: "sentry", path: request.url.pathname, text: body.toString("utf8") });
  const envelope = parseEnvelope(body);
  requireProject(project_id, keyOf(request, envelope));
  for (const { type, payload, bytes } of envelope.items) {
    if (bytes > event_max_bytes && (type === "event" || type === "transaction")) throw new SentryRefusal(413, "envelope exceeded size limits for type 'event'");
    if (payload && (type === "event" || type === "transaction")) keepEvent(context, type, payload);
    else if (type === "span") keepSpans(context, payload);
    else keepItem(context, type, payload);
  }
  return typeof envelope.header.event_id === "string" ? { id: envelope.header.event_id } : {};
}

/** Oldest first. */
export function listSentryEvents(context: EmulatorContext): StoredSentryEvent[] {
  return context.store.list<StoredSentryEvent>(events);
}

export function findSentryEvent(context: EmulatorContext, id: string): StoredSentryEvent | null {
  return context.store.get<StoredSentryEvent>(events, id);
}

export function listSentryItems(context: EmulatorContext): StoredSentryItem[] {
  return context.store.list<StoredSentryItem>(items);
}

function unpacked(request: EmulatorRequest): Buffer {
  try {
    return decodedBody(request);
  } catch {
    throw new SentryRefusal(400, "failed to decode the body");
  }
}

/** In the address, in a header, or in the DSN that the envelope names. */
function keyOf({ url, headers }: EmulatorRequest, { header }: Envelope): string | null {
  const asked = url.searchParams.get("sentry_key") ?? /sentry_key=([^,\s]+)/.exec(headers["x-sentry-auth"] ?? "")?.[1];
  if (asked) return asked;
  return typeof header.dsn === "string" && URL.canParse(header.dsn) ? new URL(header.dsn).username : null;
}

function requireProject(project_id: string, key: string | null): void {
  if (!key) throw new SentryRefusal(401, "missing authorization information");
  if (project_id !== theProject.id || key !== theProject.public_key) throw new SentryRefusal(403, "event submission rejected with_reason: ProjectId");
}

/** An event that comes again under its id is the same event. */
function keepEvent(context: EmulatorContext, type: "event" | "transaction", payload: Record<string, unknown>): void {
  const id = typeof payload.event_id === "string" ? payload.event_id.replaceAll("-", "") : randomUUID().replaceAll("-", "");
  if (findSentryEvent(context, id)) return;
  // A message may bring the stack that it was sent from, in the place of an exception.
  const kind = type === "transaction" ? "transaction" : payload.message ? "message" : "error";
  keepNewest<StoredSentryEvent>(context.store, events, { id, kind, payload, received_at: context.now().toISOString() }, kept_at_most);
}

function keepItem(context: EmulatorContext, type: string, payload: Record<string, unknown> | null): void {
  const id = randomUUID();
  keepNewest<StoredSentryItem>(context.store, items, { id, type, payload, received_at: context.now().toISOString() }, kept_at_most);
}
