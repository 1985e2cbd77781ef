import type { ProviderTrouble } from "@/lib/integrations/provider-trouble";
import { CloudinaryError } from "./cloudinary-error";

/** What Cloudinary's answer says of Cloudinary itself; null where it speaks of the picture. https://cloudinary.com/documentation/upload_images#error_handling */
export function cloudinaryTrouble(error: unknown): ProviderTrouble | null {
  if (!(error instanceof CloudinaryError)) return null;
  const { status } = error;
  if (status === null) return { kind: "away", reason: "Cloudinary does not answer." };
  if (status >= 500) return { kind: "away", reason: `Cloudinary answers ${status}.` };
  // Cloudinary's own number for too many.
  if (status === 420 || status === 429) return { kind: "throttled", reason: "Cloudinary says that these are too many at once." };
  if (status === 401 || status === 403) return { kind: "refused", reason: `Cloudinary refuses our key (${status}).` };
  return null;
}
