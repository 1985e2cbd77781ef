import "server-only";
import { cloudinary } from "./client";

export interface SignedUpload {
  cloud_name: string;
  api_key: string;
  signature: string;
  /** Where a browser posts the file with the signed parameters, the key and the signature. */
  upload_url: string;
}

/**
 * Signs exactly these parameters of an upload; Cloudinary takes none beside them, and takes the signature for an hour.
 * https://cloudinary.com/documentation/authentication_signatures
 */
export async function signUpload(parameters: Record<string, string | number>): Promise<SignedUpload> {
  const { sdk, options } = await cloudinary();
  const { cloud_name, api_key, api_secret } = options;
  return { cloud_name, api_key, signature: sdk.utils.api_sign_request(parameters, api_secret), upload_url: sdk.utils.api_url("upload", { ...options, resource_type: "image" }) ?? "" };
}
