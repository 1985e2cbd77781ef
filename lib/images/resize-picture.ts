import "server-only";
import sharp from "sharp";
import { policy } from "@/lib/config/policy";
import type { PictureSize } from "./sizes";
import { takeTurn } from "./take-turn";

/** Thousands of faces of a list, or some dozen large pictures. */
const cacheMaxBytes = 16 * 1024 * 1024;

const cache = new Map<string, Buffer>();
let cachedBytes = 0;
const underway = new Map<string, Promise<Buffer>>();

/** The picture in this size as WebP. `key` names the picture and its version: computed once, also for many who ask at once. */
export async function resizePicture(order: { key: string; size: PictureSize; read: () => Promise<Buffer> }): Promise<Buffer> {
  const { width, height, crop } = order.size;
  const key = `${order.key}:${crop}:${width}:${height ?? ""}`;
  const cached = cache.get(key);
  if (cached) {
    // Put at the end: the front is what was not asked for the longest.
    cache.delete(key);
    cache.set(key, cached);
    return cached;
  }
  const begun = underway.get(key) ?? takeTurn(async () => compute(await order.read(), order.size)).finally(() => underway.delete(key));
  underway.set(key, begun);
  const computed = await begun;
  if (!cache.has(key)) remember(key, computed);
  return computed;
}

function compute(bytes: Buffer, { width, height, crop }: PictureSize): Promise<Buffer> {
  const picture = sharp(bytes, { limitInputPixels: policy.image_max_pixels });
  // Where the eye goes, which in a portrait is the face.
  if (crop === "limit") picture.resize({ width, fit: "inside", withoutEnlargement: true });
  else picture.resize({ width, height, fit: "cover", position: sharp.strategy.attention });
  return picture.webp({ quality: 80 }).toBuffer();
}

function remember(key: string, bytes: Buffer): void {
  cache.set(key, bytes);
  cachedBytes += bytes.length;
  for (const [oldest, old] of cache) {
    if (cachedBytes <= cacheMaxBytes) return;
    cache.delete(oldest);
    cachedBytes -= old.length;
  }
}
