import { AppError } from "@/lib/core/errors";
import type { Actor } from "./move-tutor";
import type { TutorDocument } from "./schema";

/** An admin decides on what they have read, and never about themselves. */
export function requireReviewed(tutor: TutorDocument, { revision, admin }: { revision: number; admin: Actor }): void {
  if (tutor.user_id === admin.id) throw new AppError("forbidden", "Another admin has to decide about your own profile.");
  if (tutor.revision === revision) return;
  throw new AppError("conflict", "The coach changed something while you were reading. Look at it again.", { details: { reason: "changed", revision: tutor.revision } });
}
