import "server-only";
import { lacksTwoFactor, type SessionUser } from "@/lib/auth/session";
import { AppError } from "@/lib/core/errors";
import { inertPolicy } from "@/lib/http/content-security-policy";
import { pictureAddress } from "./address";
import { byteStoreOf } from "./byte-store";
import { resizePicture } from "./resize-picture";
import type { ImageDocument } from "./schema";
import type { PictureSize } from "./sizes";
import { findStoredImage } from "./store";

interface Asked {
  public_id: string;
  /** The version that the address names; such an address always means the same bytes. */
  version: number | null;
  size: PictureSize | null;
  /** The If-None-Match header. */
  known: string | null;
}

/** A picture for anybody who has its address; a document for its owner and for admins. */
export async function serveImage(asked: Asked, viewer: SessionUser | null): Promise<Response> {
  const image = await findStoredImage(asked.public_id);
  if (!image || (image.resource_type === "raw" && !mayReadDocument(image, viewer))) throw new AppError("not_found", "There is nothing here.");
  if (image.resource_type === "raw") return serveDocument(image);
  // An address from before the move to Cloudinary.
  if (image.provider === "cloudinary") {
    const location = asked.size ? pictureAddress(image.url, asked.size) : image.url;
    return new Response(null, { status: 302, headers: { location, "cache-control": "public, max-age=300" } });
  }
  return servePicture(image, asked);
}

function mayReadDocument({ owner_id }: ImageDocument, viewer: SessionUser | null): boolean {
  return viewer?.id === owner_id || (viewer?.role === "admin" && !lacksTwoFactor(viewer));
}

async function servePicture(image: ImageDocument, { version, size, known }: Asked): Promise<Response> {
  const etag = `"${image._id}-${image.version}${size ? `-${size.crop}-${size.width}` : ""}"`;
  const headers = { etag, "cache-control": version === image.version ? "public, max-age=31536000, immutable" : "public, max-age=0, must-revalidate", ...inert };
  if (known?.split(",").some((tag) => tag.trim().replace(/^W\//, "") === etag)) return new Response(null, { status: 304, headers });
  const read = () => byteStoreOf(image).read(image);
  const bytes = size ? await resizePicture({ key: `${image._id}-${image.version}`, size, read }) : await read();
  const type = size ? "image/webp" : `image/${image.format === "jpg" ? "jpeg" : image.format}`;
  return new Response(Uint8Array.from(bytes), { headers: { ...headers, "content-type": type, "content-length": String(bytes.length) } });
}

async function serveDocument(image: ImageDocument): Promise<Response> {
  const bytes = await byteStoreOf(image).read(image);
  return new Response(Uint8Array.from(bytes), {
    headers: {
      ...inert,
      "content-type": "application/pdf",
      "content-length": String(bytes.length),
      "content-disposition": attachment(image.filename),
      "cache-control": "private, no-store",
    },
  });
}

const inert = { "x-content-type-options": "nosniff", "content-security-policy": inertPolicy };

/** RFC 6266: the plain name for old readers, the real one in UTF-8 for all others. */
function attachment(filename: string | null): string {
  const name = filename && /\.pdf$/i.test(filename) ? filename : `${filename ?? "document"}.pdf`;
  const plain = name.replaceAll(/[^\x20-\x7e]|["\\]/g, "_");
  const encoded = encodeURIComponent(name).replaceAll(/['()*]/g, (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`);
  return `attachment; filename="${plain}"; filename*=UTF-8''${encoded}`;
}
