import { createHash } from "node:crypto";
import type { EmulatorContext, EmulatorRequest, EmulatorResponse } from "../emulator.ts";
import { cloud } from "./account.ts";
import { findAsset, readFile, requireDeliveryType, requireResourceType } from "./assets.ts";
import type { DeliveryType, ResourceType, StoredAsset } from "./assets.ts";
import { CloudinaryRefusal, deliveryRefusal } from "./errors.ts";
import { deliverySignature } from "./signature.ts";
import { looksLikeTransformation, outputFormats, parseTransformation } from "./transformation.ts";
import type { Transformation } from "./transformation.ts";
import { transformImage } from "./transform.ts";

/** What a delivery address says: https://cloudinary.com/documentation/image_transformations#transformation_url_structure */
interface Address {
  resource_type: ResourceType;
  type: DeliveryType;
  signature: string | null;
  transformations: Transformation[];
  /** What the signature is over: the transformations and the source as they stand in the address. */
  signed: string;
  source: string;
}

/** GET /res/:cloud/:resource_type/:type/[s--…--/][transformations/][v…/]public_id[.format] */
export async function deliver(context: EmulatorContext, request: EmulatorRequest, path: string): Promise<EmulatorResponse> {
  if (request.method !== "GET" && request.method !== "HEAD") return { status: 405, headers: { allow: "GET, HEAD" } };
  try {
    return await answer(context, request, readAddress(path));
  } catch (error) {
    if (!(error instanceof CloudinaryRefusal)) throw error;
    return deliveryRefusal(error);
  }
}

async function answer(context: EmulatorContext, request: EmulatorRequest, address: Address): Promise<EmulatorResponse> {
  refuseUnsigned(address);
  const { asset, extension } = findSource(context, address);
  const { transformations } = address;
  const attachment = transformations.findLast((transformation) => transformation.attachment !== null)?.attachment ?? null;
  const original = readFile(context, asset);

  const format = asset.format === null ? null : outputFormat(transformations, extension ?? asset.format, request.headers.accept ?? "");
  const is_original = format === asset.format && transformations.every(({ width, height, quality }) => width === null && height === null && quality === null);
  const bytes = is_original || format === null ? original : await transformed(original, transformations, format, address.source);

  const headers = {
    ...fileHeaders(asset, format),
    ...(attachment === null ? {} : attachmentHeader(asset, format, attachment)),
    "cache-control": address.type === "upload" ? "public, no-transform, immutable, max-age=2592000" : "private, no-transform, max-age=0",
    etag: `"${createHash("md5").update(bytes).digest("hex")}"`,
    ...(transformations.some((transformation) => transformation.format === "auto") ? { vary: "Accept" } : {}),
  };
  return request.headers["if-none-match"] === headers.etag ? { status: 304, headers } : { status: 200, headers, body: bytes };
}

function readAddress(path: string): Address {
  const [cloud_name, resource, type, ...rest] = path.split("/");
  if (cloud_name !== cloud.name) throw new CloudinaryRefusal(404, `Unknown customer ${cloud_name}`);
  const resource_type = requireResourceType(resource);
  const signature = /^s--([\w-]{8}|[\w-]{32})--$/.exec(rest[0] ?? "")?.[1] ?? null;
  const parts = signature === null ? rest : rest.slice(1);

  const version_at = parts.findIndex((part) => /^v\d+$/.test(part));
  const first_of_source = parts.findIndex((part) => !looksLikeTransformation(part));
  const end = version_at === -1 ? (first_of_source === -1 ? parts.length - 1 : first_of_source) : version_at;
  const before = parts.slice(0, end);
  const source = parts.slice(version_at === -1 ? end : end + 1).join("/");
  return {
    resource_type,
    type: requireDeliveryType(type),
    signature,
    transformations: before.map((part) => parsed(resource_type, part)),
    signed: [...before, source].join("/"),
    source: decoded(source),
  };
}

/** A file that is no picture can be renamed on its way to the disk, nothing else. */
function parsed(resource_type: ResourceType, part: string): Transformation {
  const transformation = parseTransformation(part);
  if (resource_type === "raw" && !/^fl_attachment(:[^,]+)?$/.test(part)) throw new CloudinaryRefusal(400, `Invalid transformation for a raw file - ${part}`);
  return transformation;
}

/** Private: the original takes a signature, what is made of it does not. Authenticated: both do. A wrong one never passes. */
function refuseUnsigned({ resource_type, type, signature, signed, transformations }: Address): void {
  if (signature !== null && signature !== deliverySignature(signed, signature.length === 32 ? 32 : 8)) throw new CloudinaryRefusal(401, "Invalid signature");
  const shows_original = resource_type === "raw" || transformations.length === 0;
  const needs_signature = type === "authenticated" || (type === "private" && shows_original);
  if (needs_signature && signature === null) throw new CloudinaryRefusal(401, "deny or ACL failure");
}

function findSource(context: EmulatorContext, { resource_type, type, source }: Address): { asset: StoredAsset; extension: string | null } {
  const [, bare, extension] = /^(.+)\.(\w+)$/.exec(source) ?? [];
  const format = extension === "jpeg" ? "jpg" : extension;
  if (resource_type === "image" && bare && format && outputFormats.includes(format)) {
    const asset = findAsset(context, { resource_type, type, public_id: bare });
    if (asset) return { asset, extension: format };
  }
  const asset = findAsset(context, { resource_type, type, public_id: source });
  if (!asset) throw new CloudinaryRefusal(404, `Resource not found - ${bare && resource_type === "image" ? bare : source}`);
  return { asset, extension: null };
}

/** f_auto: WebP for whoever takes it, else what the address says. Cloudinary would also think of AVIF, which is slow to write. */
function outputFormat(transformations: Transformation[], named: string, accept: string): string {
  const asked = transformations.findLast(({ format }) => format !== null)?.format;
  if (asked === "auto") return accept.includes("image/webp") ? "webp" : named;
  return asked ?? named;
}

async function transformed(original: Buffer, transformations: Transformation[], format: string, source: string): Promise<Buffer> {
  try {
    return await transformImage(original, transformations, format);
  } catch (error) {
    if (error instanceof CloudinaryRefusal) throw error;
    throw new CloudinaryRefusal(400, `Invalid image file - ${source}`);
  }
}

/** Whoever opens a file in the browser opens nothing that can run: it comes from the address of the inspector. */
export function fileHeaders({ public_id }: StoredAsset, format: string | null): Record<string, string> {
  const extension = format ?? /\.(\w+)$/.exec(public_id)?.[1]?.toLowerCase() ?? "";
  return {
    "content-type": contentTypes[extension] ?? "application/octet-stream",
    "x-content-type-options": "nosniff",
    "content-security-policy": "default-src 'none'; sandbox",
    "access-control-allow-origin": "*",
  };
}

export function attachmentHeader({ public_id }: StoredAsset, format: string | null, name: string | true): Record<string, string> {
  const own = public_id.slice(public_id.lastIndexOf("/") + 1);
  const extension = format ?? /\.(\w+)$/.exec(own)?.[1];
  const file = name === true && format === null ? own : `${name === true ? own : name}${extension ? `.${extension}` : ""}`;
  return { "content-disposition": `attachment; filename*=UTF-8''${encodeURIComponent(file)}` };
}

const contentTypes: Record<string, string> = { jpg: "image/jpeg", png: "image/png", webp: "image/webp", avif: "image/avif", gif: "image/gif", pdf: "application/pdf" };

function decoded(source: string): string {
  try {
    return decodeURIComponent(source);
  } catch {
    throw new CloudinaryRefusal(400, "Invalid address");
  }
}
