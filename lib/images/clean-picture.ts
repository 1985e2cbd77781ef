import "server-only";
import sharp, { type Region, type Sharp } from "sharp";
import { policy } from "@/lib/config/policy";
import { AppError } from "@/lib/core/errors";
import type { CheckedFile, PicturePart } from "./schema";
import { inspectPicture, type PictureFormat } from "./inspect-picture";
import { refusedFile } from "./refuse";
import { takeTurn } from "./take-turn";

// Every picture is another one: keeping decoded ones costs memory and saves nothing.
sharp.cache(false);

const timeoutSeconds = 15;
/** For what grows past the limit by being written anew, which only noise does; as WebP of this size nothing can. */
const fallbackSide = 2_048;

/**
 * Decodes all of the picture and writes it anew: upright, in sRGB, without EXIF, GPS, profiles, comments or anything behind
 * the picture. What does not decode to its end is refused.
 */
export async function cleanPicture(bytes: Buffer, part?: PicturePart): Promise<Omit<CheckedFile, "filename">> {
  const { format } = inspectPicture(bytes);
  return takeTurn(async () => {
    const cleaned = await encode(bytes, { format, part });
    return cleaned.bytes.length <= policy.image_max_bytes ? cleaned : encode(bytes, { format: "webp", part, side: fallbackSide });
  });
}

async function encode(bytes: Buffer, wanted: { format: PictureFormat; part: PicturePart | undefined; side?: number }): Promise<Omit<CheckedFile, "filename">> {
  const { format, part, side } = wanted;
  const picture = sharp(bytes, { limitInputPixels: policy.image_max_pixels, failOn: "warning" })
    .autoOrient()
    .toColourspace("srgb")
    .timeout({ seconds: timeoutSeconds });
  if (part) picture.extract(await withinPicture(part, bytes));
  if (side) picture.resize({ width: side, height: side, fit: "inside", withoutEnlargement: true });
  const { data, info } = await encoders[format](picture)
    .toBuffer({ resolveWithObject: true })
    .catch((error: unknown) => {
      if (error instanceof Error && error.message.startsWith("timeout")) throw new AppError("unavailable", "The picture took too long to read. Try again in a moment, or send a smaller one.");
      throw refusedFile("invalid", "The picture is damaged and cannot be shown. Save it again and send that.");
    });
  return { bytes: data, format, resource_type: "image", width: info.width, height: info.height };
}

/** What of the part lies within the picture as it is seen: rounding may have put its edge a pixel outside. */
async function withinPicture({ x, y, width, height }: PicturePart, bytes: Buffer): Promise<Region> {
  const seen = (await sharp(bytes).metadata()).autoOrient;
  const region = { left: x, top: y, width: Math.min(width, seen.width - x), height: Math.min(height, seen.height - y) };
  if (region.width < 1 || region.height < 1) throw refusedFile("invalid", "The part that was chosen lies outside of the picture. Choose again.");
  return region;
}

const encoders: Record<PictureFormat, (picture: Sharp) => Sharp> = {
  jpg: (picture) => picture.jpeg({ quality: 86 }),
  png: (picture) => picture.png({ compressionLevel: 8 }),
  webp: (picture) => picture.webp({ quality: 84 }),
};
