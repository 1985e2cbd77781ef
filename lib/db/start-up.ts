import "server-only";
import { ensureMarkets } from "@/lib/markets/store";
import { getDb } from "./client";
import { ensureCollections } from "./indexes";

/** Everything that the database must hold before the first request. Safe to repeat and to run in several processes. */
export async function prepareDatabase(now: Date): Promise<void> {
  await ensureCollections(getDb());
  await ensureMarkets(now);
}
