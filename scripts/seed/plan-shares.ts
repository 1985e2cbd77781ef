import type { BookingDocument } from "@/lib/bookings/schema";
import { collections } from "@/lib/db/collections";
import { withTransaction } from "@/lib/db/client";
import { planTransfer } from "@/lib/transfers/plan-transfer";

/** Plans the coach's share of sessions that were really paid at the emulator, once each, as completing them would have done. */
export async function planShares(bookings: BookingDocument[]): Promise<void> {
  const ids = bookings.map(({ _id }) => _id);
  const paid = new Set((await collections().payments.find({ booking_id: { $in: ids }, stripe_charge_id: { $type: "string" } }).toArray()).map(({ booking_id }) => booking_id));
  const planned = new Set((await collections().transfers.find({ booking_id: { $in: ids } }).toArray()).map(({ booking_id }) => booking_id));
  for (const booking of bookings) {
    if (!paid.has(booking._id) || planned.has(booking._id)) continue;
    await withTransaction((session) => planTransfer({ booking, now: booking.settled_at ?? booking.ends_at, session }));
  }
}
