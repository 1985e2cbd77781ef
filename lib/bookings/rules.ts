import { policy } from "@/lib/config/policy";
import type { BookingDocument, BookingStatus } from "./schema";

/** The life cycle as data: from each state, the states that one move may lead to. */
export const transitions: Record<BookingStatus, readonly BookingStatus[]> = {
  // Money that comes when the coach has been suspended meanwhile goes back, and the session counts as cancelled by the coach.
  held: ["confirmed", "expired", "canceled_by_tutor"],
  // A payment that came after the hold had lapsed takes the time again if nobody has it.
  expired: ["confirmed", "canceled_by_tutor"],
  confirmed: ["completed", "canceled_by_consumer", "canceled_by_tutor", "no_show_consumer", "disputed"],
  // The client may contest both of these until the coach's share is due; an admin then decides what it was.
  completed: ["disputed"],
  no_show_consumer: ["disputed"],
  disputed: ["completed", "no_show_consumer", "no_show_tutor"],
  canceled_by_consumer: [],
  canceled_by_tutor: [],
  // Only an admin says so.
  no_show_tutor: [],
};

/** The states from which a booking may come into `to`: the condition of the write that makes the move. */
export function statusesBefore(to: BookingStatus): BookingStatus[] {
  return (Object.keys(transitions) as BookingStatus[]).filter((from) => transitions[from].includes(to));
}

const cellMs = policy.cell_minutes * 60_000;

/** The five-minute cells (counted since 1970) that the half-open range touches. */
export function cellsOf({ starts_at, ends_at }: { starts_at: Date; ends_at: Date }): number[] {
  const first = Math.floor(starts_at.getTime() / cellMs);
  const last = Math.ceil(ends_at.getTime() / cellMs);
  return Array.from({ length: last - first }, (_, index) => first + index);
}

/** What a booking locks: the coach's cells hold the gap after the session, the consumer's do not. */
export function locksOf(booking: Pick<BookingDocument, "starts_at" | "ends_at" | "gap_minutes">): { tutor_cells: number[]; consumer_cells: number[] } {
  const { starts_at, ends_at, gap_minutes } = booking;
  return {
    tutor_cells: cellsOf({ starts_at, ends_at: new Date(ends_at.getTime() + gap_minutes * 60_000) }),
    consumer_cells: cellsOf({ starts_at, ends_at }),
  };
}

/** A hold past its minute is free for the next taker, although it still stands as held. */
export function isLapsed(booking: Pick<BookingDocument, "status" | "hold_expires_at">, now: Date): boolean {
  return booking.status === "held" && booking.hold_expires_at !== null && booking.hold_expires_at.getTime() <= now.getTime();
}

/** In person means in the same market; a visitor's market is known once they register. */
export function canMeet(session: Pick<BookingDocument, "modality" | "market_id">, consumerMarketId: string | null): boolean {
  return session.modality !== "in_person" || consumerMarketId === null || consumerMarketId === session.market_id;
}
