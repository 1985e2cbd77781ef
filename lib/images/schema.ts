/** Cloudinary's folders, and the rules that go with each. */
export const imageFolders = ["maestrohub/profiles", "maestrohub/portfolio", "maestrohub/documents"] as const;
export type ImageFolder = (typeof imageFolders)[number];

/**
 * One stored picture or document, wherever its bytes are. The owner is part of the public id
 * (`maestrohub/profiles/{user_id}/{random}`), so that nobody can name another's by chance or on purpose.
 */
export interface ImageDocument {
  _id: string;
  /** Unique; holds slashes. */
  public_id: string;
  owner_id: string;
  folder: ImageFolder;
  provider: "cloudinary" | "mongodb";
  resource_type: "image" | "raw";
  format: "jpg" | "png" | "webp" | "pdf";
  /** 0 for documents. */
  width: number;
  height: number;
  bytes: number;
  /** Counts replacements of the same public id, so that caches notice. */
  version: number;
  /** What a page shows: an address of Cloudinary's, or /api/images/{public_id} of our own. */
  url: string;
  /** What the person called it, without path and control characters; documents are downloaded under it. */
  filename: string | null;
  /** The bytes, where the provider is MongoDB. Read by the route that serves them and by the migration only. */
  data_base64?: string;
  created_at: Date;
  updated_at: Date;
}
