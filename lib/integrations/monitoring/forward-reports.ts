import "server-only";
import { env } from "@/lib/config/env";
import { AppError } from "@/lib/core/errors";
import { scrub } from "@/lib/core/scrub";
import { log } from "@/lib/log/log";
import { callProvider } from "../provider-call";
import { noticeInNewRelic } from "./report-error";
import type { ScopeUser } from "./request-scope";

/** What a browser of ours sends; recordings, feedback and attachments are switched off, so they are not from it. */
const taken = ["event", "span", "transaction", "session", "client_report"];
const patienceMs = 5_000;
const underWayAtMost = 10;

let underWay = 0;
let notBefore = 0;

/**
 * Passes what the browser's SDK reports on to Sentry, under our own DSN, whatever it names itself; scrubbed once more, and of
 * the person whose session it is. Answers before Sentry does: a page must not wait, and what is too much is dropped.
 * Throws `malformed` for what is no envelope.
 */
export function forwardReports({ body, user, now }: { body: string; user: ScopeUser | null; now: Date }): void {
  const { sentry } = env();
  if (!sentry) return;
  const items = readEnvelope(body).map((item) => ownedBy(item, user));
  for (const { type, payload } of items) if (type === "event") noticeBrowserError(payload, user);
  if (items.length === 0 || underWay >= underWayAtMost || performance.now() < notBefore) return;
  underWay += 1;
  const lines = items.flatMap(({ type, header, payload }) => [JSON.stringify({ ...header, type, length: undefined }), JSON.stringify(payload)]);
  const envelope = [JSON.stringify({ sent_at: now.toISOString(), dsn: sentry.dsn }), ...lines, ""].join("\n");
  void callProvider({ provider: "sentry", operation: "forwardReports", ids: { items: items.length } }, () => send(sentry.dsn, envelope))
    .catch((error: unknown) => log().warn({ err: error }, "a browser's report was lost"))
    .finally(() => (underWay -= 1));
}

interface Item {
  type: string;
  header: Record<string, unknown>;
  payload: Record<string, unknown>;
}

/** https://develop.sentry.dev/sdk/data-model/envelopes/ as the SDK writes it: each payload is one line of JSON. */
function readEnvelope(body: string): Item[] {
  const [head, ...lines] = body.split("\n").filter((line) => line !== "");
  if (head === undefined || lines.length % 2 !== 0) throw new AppError("malformed", "This is no report.");
  parse(head);
  const items: Item[] = [];
  for (let index = 0; index < lines.length; index += 2) {
    const header = parse(lines[index] ?? "");
    const payload = parse(lines[index + 1] ?? "");
    if (typeof header.type !== "string" || !taken.includes(header.type)) throw new AppError("malformed", "Reports of this kind are not taken.");
    items.push({ type: header.type, header, payload });
  }
  return items;
}

function parse(line: string): Record<string, unknown> {
  try {
    const parsed: unknown = JSON.parse(line);
    if (typeof parsed === "object" && parsed !== null && !Array.isArray(parsed)) return parsed as Record<string, unknown>;
  } catch {
    // Said below.
  }
  throw new AppError("malformed", "This is no report.");
}

/** Whose it is, the session says and not the report. */
function ownedBy(item: Item, user: ScopeUser | null): Item {
  const payload = scrub(item.payload);
  if (item.type !== "event" && item.type !== "transaction") return { ...item, payload };
  return { ...item, payload: { ...payload, user: user ? { id: user.id, email: user.email, role: user.role } : undefined } };
}

function noticeBrowserError(payload: Record<string, unknown>, user: ScopeUser | null): void {
  const { exception, tags } = payload as { exception?: { values?: { type?: string; value?: string }[] }; tags?: Record<string, unknown> };
  const thrown = exception?.values?.at(-1);
  if (!thrown) return;
  const error = new Error(thrown.value ?? "");
  error.name = thrown.type ?? "Error";
  error.stack = `${error.name}: ${error.message}`;
  const text = (name: string) => (typeof tags?.[name] === "string" ? tags[name].slice(0, 200) : "");
  noticeInNewRelic(error, { tags: { area: text("area"), route: text("route"), from: "browser" }, user_id: user?.id ?? null });
}

async function send(dsn: string, envelope: string): Promise<void> {
  const { protocol, host, username, pathname } = new URL(dsn);
  const [, path = "", project = ""] = /^(.*)\/(\d+)$/.exec(pathname) ?? [];
  const address = `${protocol}//${host}${path}/api/${project}/envelope/?sentry_version=7&sentry_key=${username}`;
  const response = await fetch(address, { method: "POST", body: envelope, headers: { "content-type": "application/x-sentry-envelope" }, signal: AbortSignal.timeout(patienceMs) });
  if (response.status === 429) notBefore = performance.now() + Number(response.headers.get("retry-after") ?? 60) * 1_000;
  if (!response.ok) throw Object.assign(new Error(`Sentry answered ${response.status}`), { status: response.status });
}
