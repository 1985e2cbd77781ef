import "server-only";
import { AppError } from "@/lib/core/errors";
import { CloudinaryError } from "@/lib/integrations/cloudinary/cloudinary-error";
import { reportError } from "@/lib/integrations/monitoring/report-error";
import type { ByteStore, KeptBytes } from "./byte-store";
import type { ImageDocument } from "./schema";

/** Hands the bytes to the store; its failure is reported, and a sentence for whoever sent them. */
export async function keepBytes(store: ByteStore, image: ImageDocument, bytes: Buffer): Promise<KeptBytes> {
  return store.keep(image, bytes).catch((error: unknown) => {
    if (!(error instanceof CloudinaryError)) throw error;
    reportError(error, { area: "pictures" });
    throw new AppError("unavailable", "The file could not be stored just now. Nothing was changed; try again in a moment.");
  });
}
