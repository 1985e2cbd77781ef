import sharp from "sharp";
import type { Sharp, ResizeOptions } from "sharp";
import { limits } from "./account.ts";
import { CloudinaryRefusal } from "./errors.ts";
import type { Transformation } from "./transformation.ts";

/**
 * The picture as one transformation after the other makes it. There is no face detection here: `g_face` keeps the part
 * to which libvips' "attention" strategy is drawn (skin, colour, sharpness), which is the face in most portraits.
 */
export async function transformImage(original: Buffer, transformations: Transformation[], format: string): Promise<Buffer> {
  let bytes = original;
  for (const transformation of transformations) bytes = await resized(bytes, transformation);
  const quality = transformations.findLast((transformation) => transformation.quality !== null)?.quality ?? 90;
  return encoded(open(bytes), format, quality).toBuffer();
}

/** Lossless in between, so that only the last step costs quality. */
async function resized(bytes: Buffer, { crop, width, height, gravity, dpr }: Transformation): Promise<Buffer> {
  if (width === null && height === null) return bytes;
  const target = { width: scaled(width, dpr), height: scaled(height, dpr) };
  const { autoOrient } = await sharp(bytes).metadata();
  refuseTooLarge(target, autoOrient);
  // One side alone keeps the shape whatever the crop is.
  const options = target.width === null || target.height === null ? resizeOptions(crop === "limit" ? "limit" : "fit", null) : resizeOptions(crop, gravity);
  return open(bytes).resize(target.width, target.height, options).png({ compressionLevel: 1 }).toBuffer();
}

function resizeOptions(crop: Transformation["crop"], gravity: string | null): ResizeOptions {
  switch (crop) {
    case "scale":
      return { fit: "fill" };
    case "fit":
      return { fit: "inside" };
    case "limit":
      return { fit: "inside", withoutEnlargement: true };
    default:
      return { fit: "cover", position: positionOf(gravity) };
  }
}

function positionOf(gravity: string | null): string | number {
  if (gravity === null) return "centre";
  if (["face", "faces", "auto"].includes(gravity)) return sharp.strategy.attention;
  return gravity === "center" ? "centre" : gravity.replace("_", "");
}

function encoded(image: Sharp, format: string, quality: number): Sharp {
  switch (format) {
    case "png":
      return image.png();
    case "webp":
      return image.webp({ quality });
    case "avif":
      return image.avif({ quality, effort: 2 });
    case "gif":
      return image.gif();
    default:
      return image.flatten({ background: "#fff" }).jpeg({ quality });
  }
}

/** Turned as its EXIF says; metadata is dropped on the way out. A damaged picture is delivered as far as it goes. */
function open(bytes: Buffer): Sharp {
  return sharp(bytes, { failOn: "none" }).autoOrient();
}

function refuseTooLarge(target: { width: number | null; height: number | null }, original: { width: number; height: number }): void {
  const width = target.width ?? Math.round((original.width * (target.height ?? 0)) / original.height);
  const height = target.height ?? Math.round((original.height * (target.width ?? 0)) / original.width);
  if (width * height > limits.image_pixels) throw new CloudinaryRefusal(400, `Maximum image size is ${limits.image_pixels / 1e6} megapixels. Requested ${width}x${height}`);
}

function scaled(side: number | null, dpr: number): number | null {
  return side === null ? null : Math.max(1, Math.round(side * dpr));
}
