import "server-only";
import { findBusy } from "@/lib/availability/find-busy";
import { nearestFreeStarts } from "@/lib/availability/rules";
import type { TutorDocument } from "@/lib/tutors/schema";

export interface WantedTime {
  starts_at: Date;
  duration_minutes: number;
}

const weekMs = 7 * 86_400_000;

/** The three free starts of the coach that lie nearest to a time that could not be had, as ISO instants in order. */
export async function nearestFree(tutor: TutorDocument, { starts_at, duration_minutes }: WantedTime, now: Date): Promise<string[]> {
  const from = new Date(starts_at.getTime() - 8 * weekMs);
  const until = new Date(starts_at.getTime() + 13 * weekMs);
  const busy = (await findBusy({ tutor_ids: [tutor._id], from, until, now })).get(tutor._id) ?? [];
  const starts = nearestFreeStarts({ availability: tutor.availability, duration_minutes, busy, now, wanted: starts_at, count: 3 });
  return starts.map((start) => start.toISOString()).sort();
}
