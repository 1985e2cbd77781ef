import "server-only";
import { env } from "@/lib/config/env";
import { policy } from "@/lib/config/policy";
import { CloudinaryError } from "@/lib/integrations/cloudinary/cloudinary-error";
import { readAsset, uploadAsset } from "@/lib/integrations/cloudinary/assets";
import { readBase64 } from "./store";
import type { ImageDocument, ImageProvider } from "./schema";

/** Where the bytes of a picture are; the row has everything else. */
export interface ByteStore {
  provider: ImageProvider;
  /** Stores the bytes in place of those that are there and answers what the row must hold for them to be found. Bears repetition. */
  keep(image: Named, bytes: Buffer): Promise<KeptBytes>;
  read(image: ImageDocument): Promise<Buffer>;
}

type Named = Pick<ImageDocument, "public_id" | "resource_type" | "version">;
export type KeptBytes = Pick<ImageDocument, "provider" | "url" | "data_base64">;

/** Where new bytes go. */
export function chosenByteStore(): ByteStore {
  return env().cloudinary ? inCloudinary : inMongodb;
}

/** Where the bytes of this row are: keys may have come or gone since it was written. */
export function byteStoreOf({ provider }: Pick<ImageDocument, "provider">): ByteStore {
  return provider === "cloudinary" ? inCloudinary : inMongodb;
}

/** Our own address; its version lets browsers keep what they have for ever. */
export function ownAddress({ public_id, version }: Pick<ImageDocument, "public_id" | "version">): string {
  return `/api/images/${public_id}?v=${version}`;
}

const inCloudinary: ByteStore = {
  provider: "cloudinary",
  async keep(image, bytes) {
    const { url } = await uploadAsset({ public_id: image.public_id, resource_type: image.resource_type, bytes });
    // A document's address opens it to whoever has it: people get ours, which asks who they are.
    return { provider: "cloudinary", url: image.resource_type === "raw" ? ownAddress(image) : url };
  },
  async read(image) {
    const bytes = await readAsset(image, policy.document_max_bytes);
    if (!bytes) throw new CloudinaryError("read", `${image.public_id} is not there`, 404);
    return bytes;
  },
};

/** The bytes are in the row itself, so that they come, change and go with it in one write. */
const inMongodb: ByteStore = {
  provider: "mongodb",
  keep: (image, bytes) => Promise.resolve({ provider: "mongodb", url: ownAddress(image), data_base64: bytes.toString("base64") }),
  read: ({ public_id }) => readBase64(public_id),
};
