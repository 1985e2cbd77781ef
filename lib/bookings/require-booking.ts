import "server-only";
import type { ClientSession } from "mongodb";
import { AppError } from "@/lib/core/errors";
import type { BookingDocument } from "./schema";
import { findBooking } from "./store";
import type { WhyNot } from "./why-not";

/** A booking for its client or its coach; 404 for everybody else, whether it exists or not, and for a coach while it is not paid. */
export async function requireBooking(query: { booking_id: string; user_id: string; as: "client" | "coach"; session?: ClientSession }): Promise<BookingDocument> {
  const { booking_id, user_id, as, session } = query;
  const booking = await findBooking(booking_id, session);
  const isTheirs = as === "client" ? booking?.consumer_id === user_id : booking?.tutor_user_id === user_id && booking.confirmed_at !== null;
  if (!booking || !isTheirs) throw new AppError("not_found", "There is no such booking.");
  return booking;
}

/** 409 with the reason, where there is one. */
export function refuse(why: WhyNot | null): void {
  if (why) throw new AppError("conflict", why.sentence, { details: { reason: why.reason } });
}
