import type { BookingView } from "@/lib/bookings/view";

/** A person's bookings as their page shows them: what waits for payment, what comes (the next first), what was (the latest first). */
export function sortOwnSessions(bookings: BookingView[], now: Date): { waiting: BookingView[]; coming: BookingView[]; past: BookingView[] } {
  const waiting = bookings.filter((booking) => booking.status === "held" && !booking.is_lapsed);
  const rest = bookings.filter((booking) => booking.status !== "held");
  const isComing = (booking: BookingView) => booking.status === "confirmed" && new Date(booking.ends_at) > now;
  return {
    waiting: waiting.toSorted((a, b) => (a.hold_expires_at ?? "").localeCompare(b.hold_expires_at ?? "")),
    coming: rest.filter(isComing).toSorted((a, b) => a.starts_at.localeCompare(b.starts_at)),
    past: rest.filter((booking) => !isComing(booking)).toSorted((a, b) => b.starts_at.localeCompare(a.starts_at)),
  };
}
