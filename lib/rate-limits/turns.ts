import "server-only";
import { setTimeout as sleep } from "node:timers/promises";
import { machineNow } from "@/lib/clock/clock";
import { collections } from "@/lib/db/collections";
import { duplicateKeyFields } from "@/lib/db/errors";

export interface Turns {
  name: string;
  per_second: number;
}

/** Well within a worker's lease. */
const longestWaitMs = 5_000;

/**
 * The next free turn at a rate that all processes keep together: they are handed out one after another, evenly, so that no
 * second of any clock holds more than the rate. Null where it is farther off than anybody should wait with work in hand.
 */
export async function takeTurn({ name, per_second }: Turns, now: Date): Promise<Date | null> {
  const turn = 1_000 / per_second;
  const _id = `turns:${name}`;
  const near = new Date(now.getTime() + longestWaitMs);
  // Set before the clock was moved back.
  const astray = new Date(now.getTime() + 60_000);
  // `expires_at` is when the last turn that was given out is over: then the row says nothing more, and leaves through the TTL index.
  const start = { $cond: [{ $lte: ["$expires_at", near] }, { $max: ["$expires_at", now] }, now] };
  const give = (upsert: boolean) =>
    collections().rate_limits.findOneAndUpdate(
      { _id, $or: [{ expires_at: { $lte: near } }, { expires_at: { $gt: astray } }] },
      [{ $set: { count: { $add: [{ $ifNull: ["$count", 0] }, 1] }, expires_at: { $add: [start, turn] } } }],
      { upsert, returnDocument: "after" },
    );
  // Refused as a duplicate: the row is there and its turns are far off, or it was made by another process just now.
  const row = await give(true).catch((error: unknown) => (duplicateKeyFields(error) ? give(false) : Promise.reject(error)));
  return row && new Date(row.expires_at.getTime() - turn);
}

/** Waits for a turn, by the machine's time as the provider counts it; false where it would take too long. */
export async function waitForTurn(turns: Turns): Promise<boolean> {
  const turn = await takeTurn(turns, machineNow());
  if (turn) await waitUntil(turn);
  return turn !== null;
}

async function waitUntil(instant: Date): Promise<void> {
  const ms = instant.getTime() - machineNow().getTime();
  if (ms > 0) await sleep(Math.min(ms, longestWaitMs));
}
