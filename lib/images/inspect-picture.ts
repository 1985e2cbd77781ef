import { policy } from "@/lib/config/policy";
import { type FileKind, kindOf } from "./formats/format-of";
import type { PictureHeader } from "./formats/picture-header";
import { readJpeg } from "./formats/read-jpeg";
import { readPng } from "./formats/read-png";
import { readWebp } from "./formats/read-webp";
import { findActiveContent, isHarmlessRest } from "./polyglots";
import { refusedFile } from "./refuse";

export type PictureFormat = "jpg" | "png" | "webp";

/**
 * Decides by the bytes alone, before anything is decoded: nothing of a picture that fails here ever reaches the decoder, so
 * a header that promises 60,000 × 60,000 pixels costs nothing. Throws a sentence for whoever sent the file.
 */
export function inspectPicture(bytes: Buffer): { format: PictureFormat; width: number; height: number } {
  if (bytes.length === 0) throw refusedFile("invalid", "The file is empty.");
  if (bytes.length > policy.image_max_bytes) throw refusedFile("too_large", tooLargePicture);
  const format = pictureFormat(kindOf(bytes));
  const header = readers[format](bytes);
  if (!header || header.width === 0 || header.height === 0) throw refusedFile("invalid", "The picture is damaged: it does not say how large it is. Save it again and send that.");
  refuseSize(header);
  if (header.is_animated) throw refusedFile("invalid", "The picture moves. Send a still one.");
  if (header.end === null) throw refusedFile("invalid", "The picture is cut off: its end is missing. Send the whole file again.");
  if (!isHarmlessRest(bytes.subarray(header.end), format)) throw refusedFile("invalid", "There is something else behind the picture in this file. Save the picture again and send that.");
  const foreign = findActiveContent(bytes);
  if (foreign) throw refusedFile("invalid", `There is ${foreign} hidden in this picture. Save the picture again and send that.`);
  return { format, width: header.width, height: header.height };
}

export const tooLargePicture = `A picture may have at most ${policy.image_max_bytes / 1024 / 1024} MB. Send a smaller one.`;

const readers: Record<PictureFormat, (bytes: Buffer) => PictureHeader | null> = { jpg: readJpeg, png: readPng, webp: readWebp };

function pictureFormat(kind: FileKind): PictureFormat {
  if (kind === "jpg" || kind === "png" || kind === "webp") return kind;
  const what = names[kind];
  throw refusedFile("unsupported_media_type", `${what ? `This is ${what}.` : "This is no picture that we can read."} Send a JPEG, PNG or WebP picture.`);
}

const names: Partial<Record<FileKind, string>> = {
  pdf: "a PDF document",
  gif: "a GIF",
  heic: "an HEIC photo",
  avif: "an AVIF picture",
  bmp: "a BMP picture",
  tiff: "a TIFF picture",
  zip: "a ZIP archive",
  svg: "an SVG drawing",
  html: "a web page",
};

function refuseSize({ width, height }: PictureHeader): void {
  const size = `The picture has ${width.toLocaleString("en")} × ${height.toLocaleString("en")} pixels.`;
  if (Math.max(width, height) > policy.image_max_side_pixels) throw refusedFile("invalid", `${size} A side may have at most ${policy.image_max_side_pixels.toLocaleString("en")}.`);
  if (width * height > policy.image_max_pixels) throw refusedFile("invalid", `${size} It may have at most ${policy.image_max_pixels / 1_000_000} million in all.`);
}
