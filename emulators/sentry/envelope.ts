import { SentryRefusal } from "./errors.ts";

export interface EnvelopeItem {
  type: string;
  /** The parsed JSON; null where the payload is none (an attachment). */
  payload: Record<string, unknown> | null;
  bytes: number;
}

export interface Envelope {
  header: Record<string, unknown>;
  items: EnvelopeItem[];
}

/** A line of headers, then for each item a line of headers and the payload: https://develop.sentry.dev/sdk/data-model/envelopes/ */
export function parseEnvelope(body: Buffer): Envelope {
  const first = lineFrom(body, 0);
  const header = parseObject(first.text);
  const items: EnvelopeItem[] = [];
  let position = first.end;
  while (position < body.length) {
    const line = lineFrom(body, position);
    position = line.end;
    if (line.text.trim() === "") continue;
    const item = parseObject(line.text);
    if (typeof item.type !== "string") throw invalid("an item without a type");
    const { payload, end } = payloadFrom(body, position, item.length);
    items.push({ type: item.type, payload: parsedOrNull(payload), bytes: payload.length });
    position = end;
  }
  return { header, items };
}

/** As long as the item says, else up to the end of the line. */
function payloadFrom(body: Buffer, start: number, length: unknown): { payload: Buffer; end: number } {
  if (typeof length !== "number") {
    const { end } = lineFrom(body, start);
    return { payload: body.subarray(start, end), end };
  }
  const end = start + length;
  if (end > body.length) throw invalid("an item is shorter than it says");
  if (end < body.length && body[end] !== 0x0a) throw invalid("an item is longer than it says");
  return { payload: body.subarray(start, end), end: end + 1 };
}

function lineFrom(body: Buffer, start: number): { text: string; end: number } {
  const newline = body.indexOf(0x0a, start);
  const end = newline < 0 ? body.length : newline;
  return { text: body.toString("utf8", start, end), end: end + 1 };
}

function parseObject(text: string): Record<string, unknown> {
  const parsed = parsedOrNull(Buffer.from(text));
  if (!parsed) throw invalid("a header is no JSON object");
  return parsed;
}

function parsedOrNull(bytes: Buffer): Record<string, unknown> | null {
  try {
    const parsed: unknown = JSON.parse(bytes.toString("utf8"));
    return typeof parsed === "object" && parsed !== null && !Array.isArray(parsed) ? (parsed as Record<string, unknown>) : null;
  } catch {
    return null;
  }
}

function invalid(what: string): SentryRefusal {
  return new SentryRefusal(400, `bad envelope: ${what}`);
}
