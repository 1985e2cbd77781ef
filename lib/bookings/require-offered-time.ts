import "server-only";
import { isBookableStart, type UnbookableReason } from "@/lib/availability/rules";
import { findFeedBusy } from "@/lib/calendar-feeds/store";
import { AppError } from "@/lib/core/errors";
import type { TutorDocument } from "@/lib/tutors/schema";
import { nearestFree, type WantedTime } from "./nearest-free";

/** Whether it is a start of the coach's at all. Whether it is free, the insert finds out: a look before it would only be older. */
export function requireOfferedStart(tutor: TutorDocument, { starts_at, duration_minutes }: WantedTime, now: Date): void {
  const verdict = isBookableStart({ availability: tutor.availability, duration_minutes, busy: [], now, start: starts_at });
  if (verdict === true || verdict === "busy") return;
  throw new AppError("invalid", sentences[verdict], { fields: { starts_at: sentences[verdict] } });
}

/** A calendar elsewhere has no lock: it is looked at once, and what comes into it later touches no booking. */
export async function requireFreeElsewhere(tutor: TutorDocument, order: WantedTime, now: Date): Promise<void> {
  const until = new Date(order.starts_at.getTime() + (order.duration_minutes + tutor.availability.gap_minutes) * 60_000);
  const busy = await findFeedBusy({ tutor_ids: [tutor._id], from: order.starts_at, until, now });
  if ((busy.get(tutor._id) ?? []).length === 0) return;
  throw new AppError("conflict", "The coach is busy at this time.", { details: { reason: "tutor_busy", nearest: await nearestFree(tutor, order, now) } });
}

const sentences: Record<Exclude<UnbookableReason, "busy">, string> = {
  past: "This time has passed.",
  paused: "The coach takes no bookings at the moment.",
  notice: "This time is too soon for the coach.",
  horizon: "This time is too far ahead to be booked yet.",
  outside_hours: "The coach is not open at this time.",
  off_grid: "Sessions of this coach do not start at this minute.",
};
