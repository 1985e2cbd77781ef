import { randomInt } from "node:crypto";
import sharp from "sharp";
import type { EmulatorContext } from "../emulator.ts";
import { cloud, limits } from "./account.ts";
import { assetAnswer, findAsset, keepAsset, requireDeliveryType, requireResourceType } from "./assets.ts";
import type { AssetName, NewAsset, ResourceType } from "./assets.ts";
import { CloudinaryRefusal } from "./errors.ts";
import { requireFile } from "./form.ts";
import type { Fields, Form, UploadedFile } from "./form.ts";
import { requireSigned } from "./signature.ts";

/** What the emulator does something with, or may leave (`source` is how the upload widget signs itself); any other parameter is refused, so that nobody leans on what does not happen. */
const parameters = new Set([
  ...["timestamp", "signature", "api_key", "cloud_name", "resource_type", "source"],
  ...["public_id", "folder", "type", "overwrite", "invalidate", "tags", "allowed_formats", "filename_override", "discard_original_filename", "custom_coordinates"],
]);

/** https://cloudinary.com/documentation/image_upload_api_reference#upload */
export async function uploadAsset(context: EmulatorContext, asked: string | undefined, form: Form): Promise<object> {
  const { fields } = form;
  refuseUnsigned(fields);
  requireSigned(fields);
  const unknown = Object.keys(fields).find((name) => !parameters.has(name));
  if (unknown) throw new CloudinaryRefusal(400, `The emulator does not know the upload parameter ${unknown}`);
  const type = requireDeliveryType(fields.type);
  const file = requireFile(form);
  if (file.bytes.length > limits.file_bytes) {
    throw new CloudinaryRefusal(400, `File size too large. Got ${file.bytes.length}. Maximum is ${limits.file_bytes}. Upgrade your plan to enjoy higher limits`);
  }

  const image = asked === "raw" ? null : await readImage(file.bytes);
  const resource_type = asked === "auto" ? (image ? "image" : "raw") : requireResourceType(asked);
  if (resource_type === "image" && !image) throw new CloudinaryRefusal(400, "Invalid image file");
  refusePdfAsImage(asked, file);
  refuseFormat(fields, image?.format ?? extensionOf(fields, file));

  const name: AssetName = { resource_type, type, public_id: publicIdOf(fields, file, resource_type) };
  const before = findAsset(context, name);
  const original_filename = filenameOf(fields, file);
  const shown = isTrue(fields.discard_original_filename ?? "") ? {} : { original_filename };
  if (before && fields.overwrite && !isTrue(fields.overwrite)) return { ...assetAnswer(context, before), existing: true, ...shown };

  const given: NewAsset = {
    ...name,
    format: image?.format ?? null,
    width: image?.width ?? null,
    height: image?.height ?? null,
    tags: (fields.tags ?? "").split(",").filter(Boolean),
    original_filename,
  };
  const asset = keepAsset(context, given, file.bytes);
  return { ...assetAnswer(context, asset), ...(before ? { overwritten: true } : {}), ...chosenPart(fields), ...shown, api_key: cloud.api_key };
}

/** What the upload widget says was chosen: told again, and cut by nobody. `g_custom`, which would use it, the emulator refuses. */
function chosenPart({ custom_coordinates }: Fields): object {
  if (!custom_coordinates) return {};
  if (!/^\d+(,\d+){3}$/.test(custom_coordinates)) throw new CloudinaryRefusal(400, "Invalid custom_coordinates");
  return { coordinates: { custom: [custom_coordinates.split(",").map(Number)] } };
}

/** Presets for unsigned uploads are made in Cloudinary's console; there is none here. */
function refuseUnsigned({ api_key, signature, upload_preset }: Fields): void {
  if (upload_preset) throw new CloudinaryRefusal(400, "Upload preset not found");
  if (!api_key && !signature) throw new CloudinaryRefusal(400, "Upload preset must be specified when using unsigned upload");
}

/** The header only: whether the rest is whole shows when it is delivered, as it does at Cloudinary. */
async function readImage(bytes: Buffer): Promise<{ format: string; width: number; height: number } | null> {
  const read = await sharp(bytes, { limitInputPixels: false }).metadata().catch(() => null);
  const format = read ? formats[read.format === "heif" ? (read.compression ?? "") : read.format] : undefined;
  if (!read || !format) return null;
  const { width, height } = read;
  if (width * height > limits.image_pixels) throw new CloudinaryRefusal(400, `Image is too large: ${width}x${height}. Maximum is ${limits.image_pixels / 1e6} megapixels`);
  return { format, width, height };
}

/** Formats that this sharp reads and writes, by its names for them, in Cloudinary's words. */
const formats: Record<string, string> = { jpeg: "jpg", png: "png", webp: "webp", gif: "gif", av1: "avif" };

/** Cloudinary makes pictures of a PDF's pages, which the emulator cannot. */
function refusePdfAsImage(asked: string | undefined, { bytes }: UploadedFile): void {
  if (asked === "auto" && bytes.subarray(0, 5).toString("latin1") === "%PDF-") {
    throw new CloudinaryRefusal(400, "The emulator takes no PDF as an image, which is what auto means; upload it as raw");
  }
}

function refuseFormat({ allowed_formats }: Fields, format: string): void {
  if (!allowed_formats) return;
  const allowed = allowed_formats.split(",").map((name) => (name === "jpeg" ? "jpg" : name));
  if (!allowed.includes(format)) throw new CloudinaryRefusal(400, `Image file format ${format || "unknown"} not allowed`);
}

function publicIdOf(fields: Fields, file: UploadedFile, resource_type: ResourceType): string {
  const extension = resource_type === "raw" ? extensionOf(fields, file) : "";
  const bare = fields.public_id ?? `${randomName()}${extension ? `.${extension}` : ""}`;
  return requirePublicId(fields.folder ? `${fields.folder.replace(/\/+$/, "")}/${bare}` : bare);
}

export function requirePublicId(public_id: string): string {
  const is_valid = public_id.length <= 255 && !/[?&#\\%<>+]|[\x00-\x1f]|^[\s/]|[\s/]$|\/\//.test(public_id);
  if (!is_valid) throw new CloudinaryRefusal(400, `public_id (${public_id}) is invalid`);
  return public_id;
}

function filenameOf(fields: Fields, file: UploadedFile): string {
  const name = fields.filename_override ?? file.filename ?? "file";
  return name.slice(name.lastIndexOf("/") + 1).replace(/\.[^.]*$/, "");
}

function extensionOf({ filename_override, public_id }: Fields, { filename }: UploadedFile): string {
  return (/\.(\w+)$/.exec(public_id ?? filename_override ?? filename ?? "")?.[1] ?? "").toLowerCase();
}

function randomName(): string {
  return Array.from({ length: 20 }, () => "abcdefghijklmnopqrstuvwxyz0123456789"[randomInt(36)]).join("");
}

export function isTrue(value: string): boolean {
  return value === "1" || value === "true";
}
