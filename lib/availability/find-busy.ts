import "server-only";
import { findBusy as findBooked } from "@/lib/bookings/store";
import { findFeedBusy } from "@/lib/calendar-feeds/store";
import type { InstantRange } from "./schema";

/**
 * All that keeps each coach busy between two instants: sessions with the gap after them, and what calendars elsewhere block,
 * which has no gap of its own: an appointment there lasts as long as it says. The gap after a session is kept before it all
 * the same, since that is asked of the session. Two queries at once, for any number of coaches.
 */
export async function findBusy(query: { tutor_ids: string[]; from: Date; until: Date; now: Date; except_booking_id?: string }): Promise<Map<string, InstantRange[]>> {
  const [busy, elsewhere] = await Promise.all([findBooked(query), findFeedBusy(query)]);
  for (const [tutor_id, ranges] of elsewhere) busy.set(tutor_id, [...(busy.get(tutor_id) ?? []), ...ranges]);
  return busy;
}
