import "server-only";
import { machineNow } from "@/lib/clock/clock";
import { collections } from "@/lib/db/collections";
import { duplicateKeyFields } from "@/lib/db/errors";

export interface Rate {
  name: string;
  limit: number;
  window_seconds: number;
}

/**
 * Counts one attempt of `who` in the current window, shared by all processes; false once the limit is passed.
 * The counters leave by themselves through the TTL index, which goes by the machine's time.
 */
export async function takeFromRate(rate: Rate, who: string, now: Date): Promise<boolean> {
  const window = Math.floor(now.getTime() / (rate.window_seconds * 1_000));
  const id = `${rate.name}:${who}:${window}`;
  const left_ms = (window + 1) * rate.window_seconds * 1_000 - now.getTime();
  const expires_at = new Date(machineNow().getTime() + left_ms);
  const count = () =>
    collections().rate_limits.findOneAndUpdate(
      { _id: id },
      { $inc: { count: 1 }, $setOnInsert: { expires_at } },
      { upsert: true, returnDocument: "after" },
    );
  // Two first attempts may both try to insert; the one that lost finds the row on its second try.
  const row = await count().catch((error: unknown) => (duplicateKeyFields(error) ? count() : Promise.reject(error)));
  return (row?.count ?? 1) <= rate.limit;
}
