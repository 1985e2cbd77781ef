import "server-only";
import { type Network } from "./read-address";
import { readFeed } from "./read-feed";
import { takeDueFeed } from "./store";

/** Reads one calendar that is due; false where none is. Any number of processes may: the lease in `run_at` keeps them apart. */
export async function readDueFeed(now: Date, network?: Network): Promise<boolean> {
  const feed = await takeDueFeed(now);
  if (!feed) return false;
  await readFeed(feed, { now, ...(network && { network }) });
  return true;
}

/** At once, so that a server that lets us wait for five seconds keeps no other calendar waiting. */
const readersAtOnce = 4;
const longestMs = 40_000;

/** Reads what is due, for a while; what is left is due as before. */
export async function readDueFeeds(now: Date): Promise<string> {
  const started = performance.now();
  let read = 0;
  const reader = async () => {
    while (performance.now() - started < longestMs && (await readDueFeed(now))) read += 1;
  };
  await Promise.all(Array.from({ length: readersAtOnce }, reader));
  return read === 0 ? "None was due" : `${read} read`;
}
