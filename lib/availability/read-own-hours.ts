import "server-only";
import type { TaughtSessionView } from "@/lib/bookings/taught-session-view";
import { AppError } from "@/lib/core/errors";
import { dateInZone } from "@/lib/core/time";
import { findTutorOfUser } from "@/lib/tutors/store";
import { listStranded } from "./change-hours";
import type { Availability } from "./schema";

export interface OwnHours {
  hours: Pick<Availability, "timezone" | "weekly_hours" | "date_overrides" | "vacations">;
  stranded: TaughtSessionView[];
  /** The date it is in the coach's zone. */
  today: string;
}

/** Throws 404 for somebody who is no coach. */
export async function readOwnHours(userId: string, now: Date): Promise<OwnHours> {
  const tutor = await findTutorOfUser(userId);
  if (!tutor) throw new AppError("not_found", "You have no coach profile yet.");
  const { availability } = tutor;
  const { timezone, weekly_hours, date_overrides, vacations } = availability;
  return {
    hours: { timezone, weekly_hours, date_overrides, vacations },
    stranded: await listStranded({ user_id: userId, availability, now }),
    today: dateInZone(now, timezone),
  };
}
