/** Cloudinary's folders, and the rules that go with each. */
export const imageFolders = ["maestrohub/profiles", "maestrohub/portfolio", "maestrohub/documents"] as const;
export type ImageFolder = (typeof imageFolders)[number];

export type ImageProvider = "cloudinary" | "mongodb";
export type ImageFormat = "jpg" | "png" | "webp" | "pdf";

/** A part of a picture, in pixels of the picture as it is seen. */
export interface PicturePart {
  x: number;
  y: number;
  width: number;
  height: number;
}

/** A file that was inspected, and re-encoded where it is a picture: what may be stored. */
export interface CheckedFile {
  bytes: Buffer;
  format: ImageFormat;
  resource_type: "image" | "raw";
  /** 0 for documents. */
  width: number;
  height: number;
  filename: string | null;
}

/**
 * One stored picture or document, wherever its bytes are. The owner is part of the public id
 * (`maestrohub/profiles/{user_id}/{random}`), so that nobody can name another's by chance or on purpose.
 *
 * The row is there before the provider has the bytes ("storing") and after the provider was told to forget them (a task of
 * the outbox), so nothing lies at a provider that no row or task knows of. A person's `stored_bytes` is at all times the sum
 * of their rows' `bytes` and `replacing.reserved_bytes`: each changes in one transaction with the other.
 */
export interface ImageDocument {
  _id: string;
  /** Unique; holds slashes. */
  public_id: string;
  owner_id: string;
  folder: ImageFolder;
  status: "storing" | "stored";
  /** New bytes are on their way to the provider; the old ones stay until they are there. */
  replacing?: { token: string; reserved_bytes: number; started_at: Date };
  provider: ImageProvider;
  resource_type: "image" | "raw";
  format: ImageFormat;
  /** 0 for documents. */
  width: number;
  height: number;
  bytes: number;
  /** Counts replacements of the same public id, so that caches notice. */
  version: number;
  /** What a page shows: an address of Cloudinary's, or /api/images/{public_id} of our own. Documents have the latter always. */
  url: string;
  /** What the person called it, without control characters; documents are downloaded under it. */
  filename: string | null;
  /** The bytes, where the provider is MongoDB. Read by what serves or moves them only. */
  data_base64?: string;
  created_at: Date;
  updated_at: Date;
}

/** How a page takes pictures: with Cloudinary's widget, which lives on Cloudinary's servers, or with our own control. */
export type UploadMode = { kind: "widget"; cloud_name: string; api_key: string } | { kind: "own" };

/** What the API answers of a stored picture. */
export interface ImageView {
  url: string;
  secure_url: string;
  public_id: string;
  width: number;
  height: number;
  format: ImageFormat;
  bytes: number;
  provider: ImageProvider;
}
