import { policy } from "@/lib/config/policy";
import type { BookingDocument } from "./schema";

const minute_ms = 60_000;
const hour_ms = 60 * minute_ms;

/** From here on (included) either side may say that the other one has not come. */
export function noShowFrom({ starts_at }: Pick<BookingDocument, "starts_at">): Date {
  return new Date(starts_at.getTime() + policy.no_show_after_minutes * minute_ms);
}

/** When a session that nobody complains about is completed by itself. */
export function completesAt({ ends_at }: Pick<BookingDocument, "ends_at">): Date {
  return new Date(ends_at.getTime() + policy.completion_after_hours * hour_ms);
}

/** When the coach's share is due; while it is open how the session ended, when it will be at the latest. A client may contest until then. */
export function payday(booking: Pick<BookingDocument, "ends_at"> & { settled_at?: Date | null | undefined }): Date {
  return new Date((booking.settled_at ?? completesAt(booking)).getTime() + policy.payout_after_hours * hour_ms);
}
