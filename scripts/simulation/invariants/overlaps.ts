import type { BookingDocument } from "@/lib/bookings/schema";
import type { Evidence } from "../evidence.ts";

const real = ["confirmed", "completed", "no_show_consumer", "no_show_tutor", "disputed"];

/** Nobody, coach or client, has two sessions at once; a coach has the gap between them too. */
export function overlapProblems({ bookings }: Evidence): string[] {
  const sessions = [...bookings.values()].filter(({ status }) => real.includes(status));
  return [
    ...overlaps(sessions, ({ tutor_id }) => tutor_id, ({ gap_minutes }) => gap_minutes),
    ...overlaps(sessions, ({ consumer_id }) => consumer_id, () => 0),
  ];
}

function overlaps(sessions: BookingDocument[], of: (booking: BookingDocument) => string, gap: (booking: BookingDocument) => number): string[] {
  return [...Map.groupBy(sessions, of)].flatMap(([person, own]) => {
    const sorted = own.sort((a, b) => a.starts_at.getTime() - b.starts_at.getTime());
    return sorted.flatMap((booking, index) => {
      const next = sorted[index + 1];
      const isOver = !next || next.starts_at.getTime() >= booking.ends_at.getTime() + gap(booking) * 60_000;
      return isOver ? [] : [`${person} has two sessions at once: ${booking._id} and ${next._id}`];
    });
  });
}
