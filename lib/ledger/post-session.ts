import "server-only";
import type { ClientSession } from "mongodb";
import { type BookedFor, postEntry } from "./post-entry";
import { moveCredit } from "./rules";

/** How it came that a session was settled; each happens to a booking once. */
export type SettledBy = "completed" | "canceled" | "no_show" | "decided";

/** It is settled how the session ended: what is left of the coach's share may be paid out. */
export function postSessionSettled({ booking, by, now, session }: { booking: BookedFor; by: SettledBy; now: Date; session: ClientSession }): Promise<boolean> {
  const source = `session:${booking._id}:${by}`;
  return postEntry({ booking, kind: "session_settled", source, lines: (balances) => moveCredit(balances, "coach_pending", "coach_available"), now, session });
}

/** The client contests a session that was settled: nothing may be paid out until an admin has decided. */
export function postSessionContested({ booking, now, session }: { booking: BookedFor; now: Date; session: ClientSession }): Promise<boolean> {
  const source = `session:${booking._id}:contested`;
  return postEntry({ booking, kind: "session_contested", source, lines: (balances) => moveCredit(balances, "coach_available", "coach_pending"), now, session });
}
