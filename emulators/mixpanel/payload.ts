import { decodedBody } from "../decoded-body.ts";
import type { EmulatorRequest } from "../emulator.ts";
import { MixpanelRefusal } from "./errors.ts";

/** The things of one request, one or many: base64 of JSON in `data` (of the address or a form), or JSON as the body. */
export function readPayload(request: EmulatorRequest): Record<string, unknown>[] {
  const json = readJson(dataOf(request));
  const things = Array.isArray(json) ? json : [json];
  if (things.length > 2_000) throw new MixpanelRefusal("request exceeds max limit of 2000 events", 413);
  if (!things.every(isRecord)) throw new MixpanelRefusal("data, invalid: an object or a list of objects is expected");
  return things;
}

/** The same as text, whatever it is. */
export function payloadText(request: EmulatorRequest): string {
  try {
    return dataOf(request);
  } catch {
    return request.body.toString("utf8");
  }
}

export function isVerbose({ url }: EmulatorRequest): boolean {
  return url.searchParams.get("verbose") === "1";
}

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function dataOf(request: EmulatorRequest): string {
  const body = unpacked(request);
  if ((request.headers["content-type"] ?? "").startsWith("application/json")) return body;
  const data = new URLSearchParams(body).get("data") ?? request.url.searchParams.get("data");
  if (!data) throw new MixpanelRefusal("data, missing or empty");
  // A plus that was not escaped arrives as a space. JSON that was not packed into base64 is taken too.
  return /^\s*[[{]/.test(data) ? data : Buffer.from(data.replaceAll(" ", "+"), "base64").toString("utf8");
}

function unpacked(request: EmulatorRequest): string {
  try {
    return decodedBody(request).toString("utf8");
  } catch {
    throw new MixpanelRefusal("the body is not packed as its content-encoding says");
  }
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new MixpanelRefusal("data, not valid JSON");
  }
}
