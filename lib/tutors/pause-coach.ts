import "server-only";
import type { OwnProfile } from "./own-view";
import { describeOwn, type OwnPerson, readOwnProfile } from "./read-own-profile";
import { requireOwnTutor } from "./require-own-tutor";
import { changeTutor } from "./store";

/** The coach's own switch: paused, the page stays up and offers no time; booked sessions take place. */
export async function pauseCoach({ user, is_paused, now }: { user: OwnPerson; is_paused: boolean; now: Date }): Promise<OwnProfile> {
  const own = await requireOwnTutor(user, now);
  const changed = await changeTutor({
    tutor_id: own._id,
    change: ({ availability }) => (availability.is_paused === is_paused ? null : { availability: { ...availability, is_paused } }),
    now,
  });
  return changed ? describeOwn(changed, user, now) : readOwnProfile(user, now);
}
