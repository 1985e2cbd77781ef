import "server-only";
import type { ClientSession } from "mongodb";
import { addTask } from "@/lib/outbox/store";
import { completesAt } from "./deadlines";
import type { BookingDocument } from "./schema";

/** Plans that a session which was just booked or moved is completed by itself, in the transaction that did it. */
export function planCompletion({ booking, now, session }: { booking: BookingDocument; now: Date; session: ClientSession }): Promise<void> {
  const { _id: booking_id, version } = booking;
  return addTask({ key: `complete:${booking_id}:${version}`, task: { kind: "complete-booking", booking_id, version }, now, run_at: completesAt(booking), session });
}
