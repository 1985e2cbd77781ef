import type { EmulatorContext, EmulatorResponse } from "../emulator.ts";
import { findAsset, readFile, requireDeliveryType, requireResourceType } from "./assets.ts";
import { attachmentHeader, fileHeaders } from "./delivery.ts";
import { CloudinaryRefusal, missing } from "./errors.ts";
import type { Fields } from "./form.ts";
import { requireSigned } from "./signature.ts";

/** The SDK's `private_download_url`: the original for whoever holds a signed address, until `expires_at`. */
export function downloadOriginal(context: EmulatorContext, resource_type: string | undefined, fields: Fields): EmulatorResponse {
  requireSigned(fields);
  if (!fields.public_id) throw missing("public_id");
  if (fields.expires_at && Number(fields.expires_at) < Date.now() / 1000) throw new CloudinaryRefusal(401, "Expired URL");
  const asset = findAsset(context, { resource_type: requireResourceType(resource_type), type: requireDeliveryType(fields.type), public_id: fields.public_id });
  if (!asset) throw new CloudinaryRefusal(404, `Resource not found - ${fields.public_id}`);
  if (asset.format && fields.format && fields.format !== asset.format) throw new CloudinaryRefusal(400, "The emulator downloads originals in their own format only");
  const attachment = fields.attachment && fields.attachment !== "false" ? attachmentHeader(asset, asset.format, true) : {};
  return { status: 200, headers: { ...fileHeaders(asset, asset.format), ...attachment, "cache-control": "private, no-store" }, body: readFile(context, asset) };
}
