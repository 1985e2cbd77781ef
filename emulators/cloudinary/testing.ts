import { Agent } from "node:http";
import { v2 as cloudinary } from "cloudinary";
import type { UploadApiOptions, UploadApiResponse } from "cloudinary";
import sharp from "sharp";
import { parseEnv } from "@/lib/config/env";

/** The options with which the unmodified SDK reaches the emulator, as the app has them from its environment. */
export function sdkOptions(emulators_url: string) {
  const settings = parseEnv({ EMULATORS_URL: emulators_url }).cloudinary;
  if (!settings?.upload_prefix || !settings.delivery_url) throw new Error("expected the emulator's settings");
  const { cloud_name, api_key, api_secret, upload_prefix, delivery_url } = settings;
  const call = { cloud_name, api_key, api_secret, upload_prefix, agent: new Agent() };
  const address = { cloud_name, api_secret, secure: false, cname: delivery_url.replace("http://", ""), urlAnalytics: false };
  return { call, address };
}

export function uploadBuffer(bytes: Buffer, options: UploadApiOptions): Promise<UploadApiResponse> {
  return new Promise((resolve, reject) => {
    const stream = cloudinary.uploader.upload_stream({ disable_promises: true, ...options }, (error, result) => {
      if (error) reject(Object.assign(new Error(error.message), error));
      else if (result) resolve(result);
    });
    stream.end(bytes);
  });
}

/** Grey, with a square in the colour of skin at its right: what a crop keeps can be seen in its colours. */
export function picture(width: number, height: number, format: "jpeg" | "png" | "webp" = "png"): Promise<Buffer> {
  const side = Math.floor(Math.min(width, height) / 3);
  const square = { create: { width: side, height: side, channels: 3 as const, background: "#e0a080" } };
  return sharp({ create: { width, height, channels: 3, background: "#808080" } })
    .composite([{ input: square, left: width - side, top: Math.floor((height - side) / 2) }])
    .toFormat(format)
    .toBuffer();
}
