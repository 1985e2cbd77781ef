import "server-only";
import { AppError } from "@/lib/core/errors";
import type { Role } from "@/lib/users/schema";
import { becomeCoach } from "./become-coach";
import type { TutorDocument } from "./schema";
import { findTutorOfUser } from "./store";

/** The profile of a coach; one who has none yet gets a blank one. Throws 404 for whoever is no coach. */
export async function requireOwnTutor(user: { id: string; role: Role }, now: Date): Promise<TutorDocument> {
  const tutor = user.role === "tutor" ? ((await findTutorOfUser(user.id)) ?? (await becomeCoach({ user_id: user.id, now }))) : null;
  if (!tutor) throw new AppError("not_found", "You have no coach profile yet.");
  return tutor;
}
