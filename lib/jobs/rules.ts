import type { LaneDocument } from "./schema";

/** After 1, 5, 30 minutes, 2, 12 hours, then once a day until 72 hours are over. */
export const retryMinutes = [1, 5, 30, 120, 720, 1_440, 1_440, 564];
/** So many failures of a provider in a row, and its lane is down. One lost connection is none of a lane's business. */
export const failuresUntilDown = 3;
/** "Too many at once" passes by itself, unless it does not. */
export const throttlesUntilDown = 20;
/** A provider's failure that nobody else meets is made up for in seconds, this often; after that it is the row's own. */
const stumbleSeconds = [1, 2, 4, 8];
const longestProbeMs = 30_000;
const longestPauseMs = 60_000;
/** A row that failed more often than this holds back nobody of its order any longer: the rest is worth more than the order then. */
export const attemptsThatHoldBack = 3;

/** When a row that failed is tried again; null where it was tried often enough. Up to a tenth earlier, so that a crowd spreads. */
export function retryDelayMs(attempts: number, chance: number): number | null {
  const minutes = retryMinutes[attempts - 1];
  return minutes === undefined ? null : minutes * 60_000 * (1 - chance / 10);
}

export function stumbleDelayMs(stumbles: number): number | null {
  const seconds = stumbleSeconds[stumbles];
  return seconds === undefined ? null : seconds * 1_000;
}

/** `probe`: it is down, and one row may try. */
export type Gate = "open" | "closed" | "probe";

/** Dates farther off than we ever set them were set before the clock was moved back. */
export function gateOf({ down_since, probe_at, paused_until }: LaneDocument, now: Date): Gate {
  const isAhead = (instant: Date | null, longestMs: number) =>
    instant !== null && instant.getTime() > now.getTime() && instant.getTime() <= now.getTime() + longestMs;
  if (down_since) return isAhead(probe_at, longestProbeMs) ? "closed" : "probe";
  return isAhead(paused_until, longestPauseMs) ? "closed" : "open";
}

/** Soon at first, since most failures pass in seconds; never longer than half a minute. */
export function probeDelayMs(probes: number): number {
  return Math.min(longestProbeMs, 2_000 * 2 ** Math.min(probes, 10));
}

export function pauseMs(retryAfterMs: number | undefined): number {
  return Math.min(longestPauseMs, retryAfterMs ?? 1_000);
}

/** Why a row was given up, without what differs from row to row and without what is nobody's business: ids, addresses, links, numbers. */
export function causeOf(message: string): string {
  return message
    .replaceAll(/https?:\/\/\S+/g, "(link)")
    .replaceAll(/[^\s<>"'`]+@[^\s<>"'`]+/g, "(address)")
    .replaceAll(/\b[a-z0-9]{1,12}_(?=[A-Za-z]*\d)[A-Za-z0-9]{6,}\b/g, "…")
    .replaceAll(/\b\d{4,}\b/g, "…")
    .slice(0, 200);
}
