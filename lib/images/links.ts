import "server-only";
import type { ClientSession } from "mongodb";
import type { TutorDocument } from "@/lib/tutors/schema";
import { changeTutor, findTutorOfUser } from "@/lib/tutors/store";
import { changeUserPicture } from "@/lib/users/store";
import type { ImageDocument } from "./schema";

/** Shows the picture as the person's own and, where they are a coach, as the coach's portrait. */
export async function linkPortrait(image: ImageDocument, session: ClientSession, now: Date): Promise<void> {
  const { owner_id, public_id, url } = image;
  await changeUserPicture({ user_id: owner_id, image: url, picture_public_id: public_id, now, session });
  await changeOwnTutor(owner_id, () => ({ portrait_url: url, portrait_public_id: public_id }), session, now);
}

/** Also a portrait that was not uploaded goes. */
export async function unlinkPortrait(owner_id: string, session: ClientSession, now: Date): Promise<void> {
  await changeUserPicture({ user_id: owner_id, image: null, picture_public_id: null, now, session });
  await changeOwnTutor(owner_id, (tutor) => (tutor.portrait_url ? { portrait_url: null, portrait_public_id: null } : null), session, now);
}

/** Writes the picture's new address wherever it is shown. */
export async function relinkImage(image: Pick<ImageDocument, "owner_id" | "public_id" | "url" | "width" | "height" | "bytes">, session: ClientSession, now: Date): Promise<void> {
  const { owner_id, public_id, url, width, height, bytes } = image;
  await changeUserPicture({ user_id: owner_id, expected: public_id, image: url, picture_public_id: public_id, now, session });
  const change = (tutor: TutorDocument): Partial<TutorDocument> | null =>
    shows(tutor, public_id)
      ? {
          ...(tutor.portrait_public_id === public_id && { portrait_url: url }),
          portfolio: tutor.portfolio.map((picture) => (picture.public_id === public_id ? { ...picture, url, width, height } : picture)),
          documents: tutor.documents.map((document) => (document.public_id === public_id ? { ...document, bytes } : document)),
        }
      : null;
  await changeOwnTutor(owner_id, change, session, now);
}

/** Takes the picture away from wherever it is shown. */
export async function unlinkImage({ owner_id, public_id }: Pick<ImageDocument, "owner_id" | "public_id">, session: ClientSession, now: Date): Promise<void> {
  await changeUserPicture({ user_id: owner_id, expected: public_id, image: null, picture_public_id: null, now, session });
  const change = (tutor: TutorDocument): Partial<TutorDocument> | null =>
    shows(tutor, public_id)
      ? {
          ...(tutor.portrait_public_id === public_id && { portrait_url: null, portrait_public_id: null }),
          portfolio: tutor.portfolio.filter((picture) => picture.public_id !== public_id),
          documents: tutor.documents.filter((document) => document.public_id !== public_id),
        }
      : null;
  await changeOwnTutor(owner_id, change, session, now);
}

function shows(tutor: TutorDocument, public_id: string): boolean {
  return tutor.portrait_public_id === public_id || [...tutor.portfolio, ...tutor.documents].some((entry) => entry.public_id === public_id);
}

async function changeOwnTutor(user_id: string, change: (tutor: TutorDocument) => Partial<TutorDocument> | null, session: ClientSession, now: Date): Promise<void> {
  const tutor = await findTutorOfUser(user_id);
  if (tutor) await changeTutor({ tutor_id: tutor._id, change, now, session });
}
