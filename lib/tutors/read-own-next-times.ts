import "server-only";
import { nextFreeTimes } from "./next-free-times";
import { type OwnPerson } from "./read-own-profile";
import { requireOwnTutor } from "./require-own-tutor";

/** The times that the coach's card would show now, also before the profile is up; as ISO strings. */
export async function readOwnNextTimes(user: OwnPerson, now: Date): Promise<string[]> {
  const tutor = await requireOwnTutor(user, now);
  const times = await nextFreeTimes([tutor], { count: 3, now });
  return (times.get(tutor._id) ?? []).map((start) => start.toISOString());
}
