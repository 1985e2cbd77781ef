import type { EmulatorContext } from "../emulator.ts";
import { assetAnswer, destroyAsset, findAsset, moveAsset, requireDeliveryType, requireResourceType } from "./assets.ts";
import { CloudinaryRefusal, missing } from "./errors.ts";
import type { Form } from "./form.ts";
import { requireSigned } from "./signature.ts";
import { isTrue, requirePublicId } from "./upload.ts";

/** https://cloudinary.com/documentation/image_upload_api_reference#destroy: what is not there is an answer, not an error. */
export function destroy(context: EmulatorContext, resource_type: string | undefined, { fields }: Form): object {
  requireSigned(fields);
  if (!fields.public_id) throw missing("public_id");
  const asset = findAsset(context, { resource_type: requireResourceType(resource_type), type: requireDeliveryType(fields.type), public_id: fields.public_id });
  if (!asset) return { result: "not found" };
  destroyAsset(context, asset);
  return { result: "ok" };
}

/** https://cloudinary.com/documentation/image_upload_api_reference#rename */
export function rename(context: EmulatorContext, asked: string | undefined, { fields }: Form): object {
  requireSigned(fields);
  const { from_public_id, to_public_id, overwrite } = fields;
  if (!from_public_id) throw missing("from_public_id");
  if (!to_public_id) throw missing("to_public_id");
  const resource_type = requireResourceType(asked);
  const type = requireDeliveryType(fields.type);
  const asset = findAsset(context, { resource_type, type, public_id: from_public_id });
  if (!asset) throw new CloudinaryRefusal(404, `Resource not found - ${from_public_id}`);

  const to = { resource_type, type: fields.to_type ? requireDeliveryType(fields.to_type) : type, public_id: requirePublicId(to_public_id) };
  const there = findAsset(context, to);
  if (there && !(overwrite && isTrue(overwrite))) throw new CloudinaryRefusal(400, `to_public_id (${to_public_id}) already exists`);
  if (there && there.asset_id !== asset.asset_id) destroyAsset(context, there);
  return assetAnswer(context, moveAsset(context, asset, to));
}
