import "server-only";
import { AppError } from "@/lib/core/errors";
import { cloudinaryTrouble } from "@/lib/integrations/cloudinary/cloudinary-trouble";
import { mailTrouble } from "@/lib/integrations/email/mail-trouble";
import type { ProviderTrouble } from "@/lib/integrations/provider-trouble";
import { stripeTrouble } from "@/lib/integrations/stripe/stripe-trouble";
import type { Lane } from "@/lib/outbox/schema";

const readers: Record<Lane, (error: unknown) => ProviderTrouble | null> = {
  resend: mailTrouble,
  stripe: stripeTrouble,
  cloudinary: cloudinaryTrouble,
  none: () => null,
};

/** Whether it was this lane's provider that failed, or that it is not set up here, rather than the row. */
export function troubleOf(lane: Lane, error: unknown): ProviderTrouble | null {
  if (lane !== "none" && error instanceof AppError && error.code === "unavailable") return { kind: "refused", reason: error.message };
  return readers[lane](error);
}
