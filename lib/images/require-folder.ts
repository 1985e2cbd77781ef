import "server-only";
import { AppError } from "@/lib/core/errors";
import type { TutorDocument } from "@/lib/tutors/schema";
import { findTutorOfUser } from "@/lib/tutors/store";
import type { ImageFolder } from "./schema";

/** Everybody has a picture; portfolio and documents are a coach's. */
export async function requireFolder(user_id: string, folder: ImageFolder): Promise<void> {
  if (folder !== "maestrohub/profiles") await requireOwnTutor(user_id);
}

export async function requireOwnTutor(user_id: string): Promise<TutorDocument> {
  const tutor = await findTutorOfUser(user_id);
  if (!tutor) throw new AppError("not_found", "Only coaches have a portfolio and documents. Begin your coach profile first.");
  return tutor;
}
