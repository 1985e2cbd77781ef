import "server-only";
import type { ClientSession } from "mongodb";
import { policy } from "@/lib/config/policy";
import { AppError } from "@/lib/core/errors";
import type { CredentialFile, TutorDocument } from "@/lib/tutors/schema";
import { changeTutor } from "@/lib/tutors/store";
import { checkFile } from "./check-file";
import { deleteImage } from "./delete-image";
import type { SentFile } from "./read-upload";
import { requireOwnTutor } from "./require-folder";
import type { ImageDocument } from "./schema";
import { storeImage } from "./store-image";

const folder = "maestrohub/documents";

/** Adds a PDF to what admins read before they approve the coach. */
export async function uploadDocument({ user_id, file }: { user_id: string; file: SentFile }, now: Date): Promise<CredentialFile> {
  const tutor = await requireOwnTutor(user_id);
  refuseMore(tutor);
  const checked = await checkFile(file, folder);
  const link = async (image: ImageDocument, session: ClientSession) => {
    const change = (current: TutorDocument) => {
      refuseMore(current);
      return { documents: [...current.documents, toEntry(image)] };
    };
    await changeTutor({ tutor_id: tutor._id, change, now, session });
  };
  return toEntry(await storeImage({ owner_id: user_id, folder, file: checked, link }, now));
}

export async function removeDocument({ user_id, public_id }: { user_id: string; public_id: string }, now: Date): Promise<void> {
  const tutor = await requireOwnTutor(user_id);
  if (!tutor.documents.some((document) => document.public_id === public_id)) throw new AppError("not_found", "There is no such document of yours.");
  await deleteImage({ public_id, owner_id: user_id }, now);
}

function refuseMore({ documents }: TutorDocument): void {
  if (documents.length >= policy.documents_max) throw new AppError("conflict", `There may be at most ${policy.documents_max} documents. Remove one first.`);
}

function toEntry({ public_id, filename, bytes, created_at }: ImageDocument): CredentialFile {
  return { public_id, filename: filename ?? "document.pdf", bytes, uploaded_at: created_at };
}
