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
