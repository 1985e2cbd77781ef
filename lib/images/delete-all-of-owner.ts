import "server-only";
import type { ClientSession } from "mongodb";
import { giveUp } from "./delete-image";
import { unlinkPortrait } from "./links";
import { listImagesOfOwner, removeImage } from "./store";
import { changeTutor, findTutorOfUser } from "@/lib/tutors/store";

/**
 * Removes every picture and document of the person, also those that are on their way, from wherever they are shown; for the
 * deletion of an account, whose transaction it joins. Cloudinary forgets them afterwards, through the outbox.
 */
export async function deleteAllOfOwner({ owner_id, now, session }: { owner_id: string; now: Date; session: ClientSession }): Promise<void> {
  for (const { public_id } of await listImagesOfOwner(owner_id, session)) {
    const image = await removeImage({ public_id, owner_id }, session);
    if (image) await giveUp(image, session, now);
  }
  await unlinkPortrait(owner_id, session, now);
  const tutor = await findTutorOfUser(owner_id);
  if (tutor) await changeTutor({ tutor_id: tutor._id, change: () => ({ portfolio: [], documents: [] }), now, session });
}
