import { policy } from "@/lib/config/policy";
import { refundFor } from "./cancellation";
import { completesAt, noShowFrom, payday } from "./deadlines";
import type { BookingDocument, BookingReport } from "./schema";

/** Why something cannot be done with a booking now: a word for programs, a sentence for people. */
export interface WhyNot {
  reason: string;
  sentence: string;
}

/** Null where a paid session can be called off by either of the two: while it has not begun. */
export function whyNotCancel(booking: BookingDocument, now: Date): WhyNot | null {
  if (booking.cancellation) return { reason: "canceled", sentence: "This session is cancelled already." };
  if (booking.status !== "confirmed") return { reason: "not_booked", sentence: "This session cannot be cancelled: it is not booked." };
  if (booking.starts_at <= now) return { reason: "begun", sentence: "This session has begun, so it can no longer be cancelled." };
  return null;
}

/** Null where its client can move it: while cancelling would still be free, and not more often than three times. */
export function whyNotMove(booking: BookingDocument, now: Date): WhyNot | null {
  if (booking.status !== "confirmed") return { reason: "not_booked", sentence: "This session cannot be moved: it is not booked." };
  if (booking.starts_at <= now) return { reason: "begun", sentence: "This session has begun, so it can no longer be moved." };
  if (booking.version >= policy.reschedules_max) return { reason: "moved_often", sentence: `This session was moved ${policy.reschedules_max} times, which is as often as we can.` };
  if (refundFor({ booking, now, by: "client" }).percent < 100) return { reason: "too_late", sentence: "It is too near to be moved: a session can be moved as long as it can be cancelled free of charge." };
  return null;
}

/** Null where its coach can say that it took place: after its end, while nobody says otherwise. */
export function whyNotComplete(booking: BookingDocument, now: Date): WhyNot | null {
  if (booking.status === "completed") return { reason: "completed", sentence: "This session is completed already." };
  if (booking.status !== "confirmed") return { reason: "not_booked", sentence: "This session cannot be completed as it stands." };
  if (booking.ends_at > now) return { reason: "not_over", sentence: "A session can be completed after its end." };
  return null;
}

/**
 * Null where this side can report it. A client may do so from the start (for "nobody came" a quarter of an hour later) until
 * the coach's share is due; a coach while it is open how it ended, and as an answer to what the client said.
 */
export function whyNotReport(booking: BookingDocument, { by, kind, now }: Pick<BookingReport, "by" | "kind"> & { now: Date }): WhyNot | null {
  if (booking.problem?.decision) return { reason: "decided", sentence: "This was decided already." };
  if (booking.problem?.reports.some((report) => report.by === by)) return { reason: "reported", sentence: "You have reported this session already." };
  if (booking.status === "disputed") return null;
  const open = by === "client" ? ["confirmed", "completed", "no_show_consumer"] : kind === "no_show" ? ["confirmed"] : [];
  if (!open.includes(booking.status)) return { reason: "not_open", sentence: "This session cannot be reported as it stands." };
  if (booking.starts_at > now) return { reason: "not_begun", sentence: "This session has not begun yet." };
  if (kind === "no_show" && noShowFrom(booking) > now) return { reason: "too_early", sentence: `Wait until ${policy.no_show_after_minutes} minutes after the start; many come a little late.` };
  const until = by === "client" ? payday(booking) : completesAt(booking);
  if (until <= now) return { reason: "too_late", sentence: "It is too late to report this session." };
  return null;
}
