import "server-only";
import { withTransaction } from "@/lib/db/client";
import { track } from "@/lib/integrations/analytics/track";
import { requireMarket } from "@/lib/markets/store";
import { changeUser } from "@/lib/users/store";
import { editProfile } from "./edit-profile";
import type { OwnProfile } from "./own-view";
import type { ProfileChange } from "./profile-schema";
import { describeOwn, type OwnPerson, readOwnProfile } from "./read-own-profile";
import { requireOwnTutor } from "./require-own-tutor";
import { changeTutor } from "./store";

/**
 * Saves the named fields of the coach's own profile and answers the whole of it. What is as it was already is not written.
 * The account is called what the profile is called, as soon as the name is up.
 */
export async function changeProfile({ user, change, now }: { user: OwnPerson; change: ProfileChange; now: Date }): Promise<OwnProfile> {
  const tutor = await requireOwnTutor(user, now);
  const market = await requireMarket(tutor.market_id);
  const changed = await withTransaction(async (session) => {
    const after = await changeTutor({ tutor_id: tutor._id, change: (current) => editProfile(current, change, market, now), now, session });
    if (after && after.name === change.name) await changeUser({ user_id: user.id, changes: { name: after.name }, now, session });
    return after;
  });
  if (changed) track("profile_updated", user.id, { fields_changed: Object.keys(change) });
  return changed ? describeOwn(changed, user, now) : readOwnProfile(user, now);
}
