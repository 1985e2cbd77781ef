import { createHash } from "node:crypto";
import { cloud } from "./account.ts";
import { CloudinaryRefusal, missing } from "./errors.ts";
import type { Fields } from "./form.ts";

const unsigned_fields = new Set(["file", "cloud_name", "resource_type", "api_key", "signature"]);
const hour_seconds = 3600;

/**
 * Refuses a request that our key's owner did not sign, or signed more than an hour ago.
 * https://cloudinary.com/documentation/authentication_signatures
 */
export function requireSigned(fields: Fields): void {
  if (!fields.api_key) throw new CloudinaryRefusal(401, "Must supply api_key");
  if (fields.api_key !== cloud.api_key) throw new CloudinaryRefusal(401, `Unknown API key ${fields.api_key}`);
  if (!fields.signature) throw new CloudinaryRefusal(401, "Missing required parameter - signature");
  if (!fields.timestamp) throw missing("timestamp");

  const to_sign = stringToSign(fields);
  if (fields.signature !== sha1(to_sign + cloud.api_secret)) throw new CloudinaryRefusal(401, `Invalid Signature ${fields.signature}. String to sign - '${to_sign}'.`);
  refuseStale(Number(fields.timestamp));
}

/** Cloudinary signs its answers too: `verify_api_response_signature` of the SDK. */
export function answerSignature({ public_id, version }: { public_id: string; version: number }): string {
  return sha1(`public_id=${public_id}&version=${version}${cloud.api_secret}`);
}

/**
 * The `s--…--` of a delivery address, over everything after it but the version, as it stands in the address.
 * https://cloudinary.com/documentation/delivery_url_signatures
 */
export function deliverySignature(to_sign: string, length: 8 | 32 = 8): string {
  const digest = createHash(length === 32 ? "sha256" : "sha1").update(to_sign + cloud.api_secret).digest("base64");
  return digest.slice(0, length).replaceAll("/", "_").replaceAll("+", "-");
}

/** The "&" of a value is escaped, or one signed value could be read as two parameters. */
function stringToSign(fields: Fields): string {
  return Object.entries(fields)
    .filter(([name, value]) => !unsigned_fields.has(name) && value !== "")
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, value]) => `${name}=${value}`.replaceAll("&", "%26"))
    .join("&");
}

/** By this machine's time, with which the SDK signs: moving the emulators' clock makes nobody's request old. */
function refuseStale(timestamp: number): void {
  if (timestamp > Date.now() / 1000 - hour_seconds) return;
  const reported = Number.isFinite(timestamp) ? new Date(timestamp * 1000).toISOString().replace("T", " ").slice(0, 19) : "unknown";
  throw new CloudinaryRefusal(400, `Stale request - reported time is ${reported} +0000 which is more than 1 hour ago`);
}

function sha1(text: string): string {
  return createHash("sha1").update(text).digest("hex");
}
