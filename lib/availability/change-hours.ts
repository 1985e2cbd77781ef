import "server-only";
import { describeTaught } from "@/lib/bookings/read-taught-sessions";
import { listBookedWith } from "@/lib/bookings/store";
import type { TaughtSessionView } from "@/lib/bookings/taught-session-view";
import { AppError } from "@/lib/core/errors";
import { track } from "@/lib/integrations/analytics/track";
import { changeTutor, findTutorOfUser } from "@/lib/tutors/store";
import type { HoursChange } from "./hours-schema";
import { isWithinHours } from "./rules";
import type { Availability } from "./schema";

export interface ChangedHours {
  availability: Availability;
  /** Booked sessions that the hours do not cover any more. They take place all the same: a change of hours cancels nothing. */
  stranded: TaughtSessionView[];
}

/** Replaces the parts of the coach's hours that are named. Throws 404 for somebody who is no coach. */
export async function changeHours({ user_id, change, now }: { user_id: string; change: HoursChange; now: Date }): Promise<ChangedHours> {
  const tutor = await findTutorOfUser(user_id);
  if (!tutor) throw new AppError("not_found", "You have no coach profile yet.");
  const parts = Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined));
  const changed = await changeTutor({ tutor_id: tutor._id, change: ({ availability }) => ({ availability: { ...availability, ...parts } }), now });
  if (!changed) throw new AppError("not_found", "You have no coach profile any more.");
  track("availability_updated", user_id, { fields_changed: Object.keys(parts) });
  return { availability: changed.availability, stranded: await listStranded({ user_id, availability: changed.availability, now }) };
}

/** The coach's coming sessions outside of these hours, the next first. */
export async function listStranded({ user_id, availability, now }: { user_id: string; availability: Availability; now: Date }): Promise<TaughtSessionView[]> {
  const stranded = (await listBookedWith(user_id, now)).filter((booking) => booking.starts_at > now && !isWithinHours({ availability, ...booking }));
  return describeTaught(stranded, now);
}
