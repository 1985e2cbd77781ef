import "server-only";
import { AppError } from "@/lib/core/errors";
import { moveTutor } from "./move-tutor";
import type { OwnProfile } from "./own-view";
import { describeOwn, type OwnPerson, readOwnProfile } from "./read-own-profile";
import { requireOwnTutor } from "./require-own-tutor";
import { canMove, missingParts, tutorMoves } from "./rules";
import type { TutorDocument } from "./schema";

/** Hands the profile in to be checked; repeating it changes nothing. Throws 422 naming each part that is missing. */
export async function submitProfile(user: OwnPerson, now: Date): Promise<OwnProfile> {
  const own = await requireOwnTutor(user, now);
  const submitted = await moveTutor({
    ...{ tutor_id: own._id, actor: user, action: "tutor.submit", note: null, now },
    change: (tutor) => {
      if (tutor.status === tutorMoves.submit.to) return null;
      if (!canMove("submit", tutor.status)) throw new AppError("conflict", cannotSubmit(tutor), { details: { status: tutor.status } });
      requireComplete(tutor, user);
      return { status: tutorMoves.submit.to, submitted_at: now };
    },
  });
  return submitted ? describeOwn(submitted, user, now) : readOwnProfile(user, now);
}

function cannotSubmit({ status }: TutorDocument): string {
  return status === "suspended" ? "Your profile is suspended and cannot be submitted." : "Your profile is approved already.";
}

function requireComplete(tutor: TutorDocument, person: OwnPerson): void {
  const missing = missingParts(tutor, person);
  if (missing.length === 0) return;
  const fields = Object.fromEntries(missing.map(({ part, sentence }) => [part, sentence]));
  throw new AppError("invalid", "Something is missing still. Nothing was submitted.", { fields, details: { missing } });
}
