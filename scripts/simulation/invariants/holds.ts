import type { Evidence } from "../evidence.ts";

/** Lapsed holds are tidied up every five minutes; the simulation does so every hour. */
export const tidy_minutes = 60;

/** Nothing is held for longer than it was promised; what has lapsed or was called off locks no time. */
export function holdProblems({ bookings, until }: Evidence): string[] {
  const tolerated = until.getTime() - tidy_minutes * 60_000;
  return [...bookings.values()].flatMap(({ _id, status, hold_expires_at, tutor_cells, consumer_cells, hold_seat }) => {
    if (status === "held") return hold_expires_at && hold_expires_at.getTime() > tolerated ? [] : [`${_id} is held since before ${hold_expires_at?.toISOString()}`];
    const isReleased = ["expired", "canceled_by_consumer", "canceled_by_tutor"].includes(status);
    const isLocked = tutor_cells !== undefined || consumer_cells !== undefined;
    if (isReleased && (isLocked || hold_seat !== undefined)) return [`${_id} is ${status} and still locks its time`];
    return !isReleased && !isLocked ? [`${_id} is ${status} and does not lock its time`] : [];
  });
}
