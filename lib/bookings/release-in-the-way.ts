import "server-only";
import { locksOf } from "./rules";
import type { BookingDocument } from "./schema";
import { expireLapsedHolds, isTrialLock } from "./store";

interface Wanted {
  booking: Pick<BookingDocument, "tutor_id" | "consumer_id">;
  times: Pick<BookingDocument, "starts_at" | "ends_at" | "gap_minutes">;
  now: Date;
}

/**
 * Ends holds that ran out and kept a write from these times; `refused` are the fields of the index that refused it. False where
 * there is none, so that trying again would be in vain: somebody has the time.
 */
export async function releaseInTheWay({ booking, times, now }: Wanted, refused: string[] | null): Promise<boolean> {
  const { tutor_cells, consumer_cells } = locksOf(times);
  const { tutor_id, consumer_id } = booking;
  if (refused?.includes("tutor_cells")) return expireLapsedHolds({ tutor_id, tutor_cells: { $in: tutor_cells } }, now);
  if (refused?.includes("consumer_cells")) return expireLapsedHolds({ consumer_id, consumer_cells: { $in: consumer_cells } }, now);
  return isTrialLock(refused) && expireLapsedHolds({ tutor_id, consumer_id }, now);
}
