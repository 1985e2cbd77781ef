import "server-only";
import type { ClientSession } from "mongodb";
import type { Balances } from "./schema";
import { type BookedFor, postEntry, type Sale } from "./post-entry";
import { earn, moveCredit } from "./rules";

/** How it came that a session was settled (or that a package `ended`); each happens to a booking once. */
export type SettledBy = "completed" | "canceled" | "no_show" | "decided" | "ended";

/**
 * It is settled how the session ended: what is left of the coach's share may be paid out. Of a session from a package nobody has
 * earned anything before: its fee and share are earned now, session by session.
 */
export function postSessionSettled({ booking, by, now, session }: { booking: Sale; by: SettledBy; now: Date; session: ClientSession }): Promise<boolean> {
  const source = `session:${booking._id}:${by}`;
  const lines = (balances: Balances) => [...earn(balances, booking.fee_basis_points), ...moveCredit(balances, "coach_pending", "coach_available")];
  return postEntry({ booking, kind: "session_settled", source, lines, now, session });
}

/** The client contests a session that was settled: nothing may be paid out until an admin has decided. */
export function postSessionContested({ booking, now, session }: { booking: BookedFor; now: Date; session: ClientSession }): Promise<boolean> {
  const source = `session:${booking._id}:contested`;
  return postEntry({ booking, kind: "session_contested", source, lines: (balances) => moveCredit(balances, "coach_available", "coach_pending"), now, session });
}
