import type { EmulatorContext, EmulatorRequest, EmulatorResponse } from "../emulator.ts";
import { findMails } from "./mails.ts";
import { stripeRecords, subjectsOf } from "./stripe-records.ts";
import { findUploads } from "./uploads.ts";
import { watchTwins } from "./watch-twins.ts";

/** What the pages show, for tests: GET /_inspect/mails?to=…, /_inspect/events?type=…, /_inspect/uploads?owner=… and those of watch-twins.ts, newest first. */
export function inspectJson(context: EmulatorContext, request: EmulatorRequest): EmulatorResponse {
  const { pathname, searchParams } = request.url;
  if (pathname === "/_inspect/mails") return json(mails(context, searchParams.get("to")));
  if (pathname === "/_inspect/events") return json(events(context, searchParams.get("type")));
  if (pathname === "/_inspect/uploads") return json(findUploads(context, searchParams.get("owner")));
  const name = pathname.slice("/_inspect/".length);
  const twin = Object.hasOwn(watchTwins, name) ? watchTwins[name] : undefined;
  if (twin) return json(twin(context, searchParams));
  return { status: 404, body: { error: { message: `No ${pathname}; there are ${["mails", "events", "uploads", ...Object.keys(watchTwins)].join(", ")}.` } } };
}

function mails(context: EmulatorContext, to: string | null): object[] {
  return findMails(context, to).map((mail) => ({
    id: mail.id,
    from: mail.from,
    to: mail.to,
    reply_to: mail.reply_to,
    subject: mail.subject,
    text: mail.text,
    html: mail.html,
    headers: mail.headers,
    attachments: mail.attachments.map(({ filename, content_base64, content_type }) => ({ filename, content_base64, content_type })),
    idempotency_key: mail.idempotency_key,
    created_at: mail.created_at,
  }));
}

function events(context: EmulatorContext, type: string | null): object[] {
  const records = stripeRecords(context);
  const deliveries = Map.groupBy(records.deliveries(), ({ event }) => event);
  return records
    .events()
    .filter((event) => type === null || event.type === type)
    .map((event) => ({
      id: event.id,
      type: event.type,
      account: event.account ?? null,
      subjects: subjectsOf(event),
      pending_webhooks: event.pending_webhooks,
      deliveries: (deliveries.get(event.id) ?? []).map(({ url, state, attempts, next_attempt_at }) => ({ url, state, attempts, next_attempt_at })),
      created_at: new Date(event.created * 1000).toISOString(),
    }));
}

/** A list is an object too, so the frame sends it as JSON. */
function json(body: object[]): EmulatorResponse {
  return { status: 200, headers: { "cache-control": "no-store" }, body };
}
