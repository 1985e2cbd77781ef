import "server-only";
import { env } from "@/lib/config/env";
import type { ImageDocument, ImageView } from "./schema";

/** `url` is what pages show and may be a path of ours; `secure_url` is the whole address. */
export function toImageView({ url, public_id, width, height, format, bytes, provider }: ImageDocument): ImageView {
  return { url, secure_url: new URL(url, env().app_url).href, public_id, width, height, format, bytes, provider };
}
