import "server-only";
import { listAuditEntries } from "@/lib/audit-log/store";
import { countFutureSessions } from "@/lib/bookings/store";
import { AppError } from "@/lib/core/errors";
import { findUser, findUsers } from "@/lib/users/store";
import { type ReviewView, toReviewView } from "./review-view";
import { findTutor } from "./store";

/** Everything an admin needs to decide about one coach, whatever the state. Throws 404 where there is none. */
export async function readReview(tutorId: string, now: Date): Promise<ReviewView> {
  const tutor = await findTutor(tutorId);
  const user = tutor && (await findUser(tutor.user_id));
  if (!tutor || !user) throw new AppError("not_found", "There is no such coach.");
  const [entries, future_sessions] = await Promise.all([listAuditEntries(tutorId), countFutureSessions(tutor.user_id, now)]);
  const actors = new Map((await findUsers([...new Set(entries.map(({ actor_id }) => actor_id))])).map((actor) => [actor._id, actor]));
  return toReviewView({ tutor, user, entries, actors, future_sessions, now });
}
