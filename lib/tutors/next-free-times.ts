import "server-only";
import { findBusy } from "@/lib/availability/find-busy";
import { freeStarts } from "@/lib/availability/rules";
import { policy } from "@/lib/config/policy";
import type { TutorHours } from "./store";

const day_ms = 86_400_000;

/** The next `count` bookable starts of each coach for the length that its card shows; one query for all of them. */
export async function nextFreeTimes(tutors: TutorHours[], { count, now }: { count: number; now: Date }): Promise<Map<string, Date[]>> {
  const until = new Date(now.getTime() + (policy.horizon_max_days + 1) * day_ms);
  const busy = await findBusy({ tutor_ids: tutors.map((tutor) => tutor._id), from: now, until, now });
  return new Map(
    tutors.map((tutor) => {
      const starts = freeStarts({
        availability: tutor.availability,
        duration_minutes: tutor.default_duration_minutes,
        busy: busy.get(tutor._id) ?? [],
        now,
        from: now,
        until,
      });
      return [tutor._id, [...starts.take(count)]];
    }),
  );
}
