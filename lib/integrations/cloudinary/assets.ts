import "server-only";
import type { UploadApiErrorResponse, UploadApiResponse } from "cloudinary";
import { callProvider } from "../provider-call";
import { cloudinary } from "./client";
import { CloudinaryError } from "./cloudinary-error";

export interface Asset {
  public_id: string;
  resource_type: "image" | "raw";
}

export interface StoredAsset {
  /** https, with the version that the upload made in it. */
  url: string;
  width: number;
  height: number;
  format: string;
  bytes: number;
}

/** A slow line of ours may take a while over 10 MB. */
const transferTimeoutMs = 30_000;

/**
 * Stores the bytes under the public id, in place of what is there: the old ones are served until the new ones are complete.
 * Documents are of the type "authenticated", which nobody opens without a signature of ours.
 * https://cloudinary.com/documentation/image_upload_api_reference#upload
 */
export async function uploadAsset({ public_id, resource_type, bytes }: Asset & { bytes: Buffer }): Promise<StoredAsset> {
  const { sdk, options } = await cloudinary();
  const upload = { ...options, public_id, resource_type, type: typeOf(resource_type), overwrite: true, invalidate: true, timeout: transferTimeoutMs };
  const send = () =>
    new Promise<UploadApiResponse>((resolve, reject) => {
      const done = (error: UploadApiErrorResponse | undefined, answer: UploadApiResponse | undefined) => (answer ? resolve(answer) : reject(toError("upload", error)));
      // Its promise is nobody's where a stream is used, and would end the process when it is refused.
      sdk.uploader.upload_stream({ ...upload, disable_promises: true }, done).end(bytes);
    });
  return toStoredAsset(await callProvider({ provider: "cloudinary", operation: "uploadAsset", ids: { public_id, bytes: bytes.length } }, send));
}

/** Null where there is none. https://cloudinary.com/documentation/admin_api#get_details_of_a_single_resource_by_public_id */
export async function findAsset({ public_id, resource_type }: Asset): Promise<StoredAsset | null> {
  const { sdk, options } = await cloudinary();
  try {
    const ask = async () => {
      const asset: unknown = await sdk.api.resource(public_id, { ...options, resource_type, type: typeOf(resource_type) }).catch((error: unknown) => {
        throw toError("resource", error);
      });
      return toStoredAsset(asset as UploadApiResponse);
    };
    return await callProvider({ provider: "cloudinary", operation: "findAsset", ids: { public_id } }, ask);
  } catch (error) {
    if (error instanceof CloudinaryError && error.status === 404) return null;
    throw error;
  }
}

/** Done also where there is none. */
export async function destroyAsset({ public_id, resource_type }: Asset): Promise<void> {
  const { sdk, options } = await cloudinary();
  const destroy = (): Promise<unknown> =>
    sdk.uploader.destroy(public_id, { ...options, resource_type, type: typeOf(resource_type), invalidate: true }).catch((error: unknown) => {
      throw toError("destroy", error);
    });
  const answer = await callProvider({ provider: "cloudinary", operation: "destroyAsset", ids: { public_id } }, destroy);
  const result = typeof answer === "object" && answer !== null && "result" in answer ? answer.result : null;
  if (result !== "ok" && result !== "not found") throw new CloudinaryError("destroy", `answered ${String(result)}`, null);
}

/** The bytes as they were stored, never more than the limit; null where there is nothing or more. */
export async function readAsset({ public_id, resource_type, format }: Asset & { format: string }, limitBytes: number): Promise<Buffer | null> {
  const { sdk, options } = await cloudinary();
  const url = sdk.utils.private_download_url(public_id, resource_type === "raw" ? "" : format, { ...options, resource_type, type: typeOf(resource_type) });
  const download = () =>
    fetch(url, { signal: AbortSignal.timeout(transferTimeoutMs) }).catch((error: unknown) => {
      throw toError("download", error);
    });
  const response = await callProvider({ provider: "cloudinary", operation: "readAsset", ids: { public_id } }, download);
  if (response.status === 404) return null;
  if (!response.ok) throw new CloudinaryError("download", response.statusText, response.status);
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of response.body ?? []) {
    size += chunk.byteLength;
    if (size > limitBytes) return null;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

function typeOf(resource_type: Asset["resource_type"]): "upload" | "authenticated" {
  return resource_type === "raw" ? "authenticated" : "upload";
}

function toStoredAsset({ secure_url, width, height, format, bytes }: UploadApiResponse): StoredAsset {
  return { url: secure_url, width: width ?? 0, height: height ?? 0, format: format ?? "", bytes };
}

/** The SDK rejects with an error, with its body, or with a body around its body. */
function toError(action: string, cause: unknown): CloudinaryError {
  const outer = typeof cause === "object" && cause !== null && "error" in cause ? cause.error : cause;
  const { message, http_code } = (typeof outer === "object" && outer !== null ? outer : {}) as { message?: unknown; http_code?: unknown };
  return new CloudinaryError(action, typeof message === "string" ? message : "no reason given", typeof http_code === "number" ? http_code : null);
}
