import "server-only";
import type { UpdateFilter } from "mongodb";
import { collections } from "@/lib/db/collections";
import { duplicateKeyFields } from "@/lib/db/errors";
import type { ProviderTrouble } from "@/lib/integrations/provider-trouble";
import { reportError } from "@/lib/integrations/monitoring/report-error";
import { log } from "@/lib/log/log";
import type { Lane } from "@/lib/outbox/schema";
import { failuresUntilDown, pauseMs, probeDelayMs, throttlesUntilDown } from "./rules";
import type { LaneDocument } from "./schema";

const unheardOf = {
  failures: 0,
  throttles: 0,
  down_since: null,
  reason: null,
  probe_at: null,
  probes: 0,
  paused_until: null,
  last_success_at: null,
  last_failure_at: null,
};
/** How stale "last success" may be; without this every mail would write it. */
const successEveryMs = 10_000;

export async function readLane(lane: Lane): Promise<LaneDocument> {
  return (await collections().lanes.findOne({ _id: lane })) ?? { _id: lane, ...unheardOf };
}

/** Who may try whether it works again; true for one of many. A prober that dies is succeeded after half a minute. */
export async function claimProbe({ _id, probe_at }: LaneDocument, now: Date): Promise<boolean> {
  const { modifiedCount } = await collections().lanes.updateOne(
    { _id, down_since: { $ne: null }, probe_at },
    { $set: { probe_at: new Date(now.getTime() + probeDelayMs(Infinity)) } },
  );
  return modifiedCount === 1;
}

/** The probe found out nothing, because its row needed no provider or failed of itself: the next row may try at once. */
export async function returnProbe(lane: Lane, now: Date): Promise<void> {
  await collections().lanes.updateOne({ _id: lane, down_since: { $ne: null } }, { $set: { probe_at: now } });
}

/** `before` is the lane as it was when the row was taken. A lane that comes back is on probation: its next failure takes it down again. */
export async function noteSuccess(before: LaneDocument, now: Date): Promise<void> {
  const { _id, down_since, failures, throttles, last_success_at } = before;
  if (down_since) {
    const up = { down_since: null, reason: null, probe_at: null, probes: 0, throttles: 0, failures: failuresUntilDown - 1, last_success_at: now };
    const { modifiedCount } = await collections().lanes.updateOne({ _id, down_since }, { $set: up });
    if (modifiedCount > 0) log().info({ lane: _id, down_since }, "a lane is up again");
    return;
  }
  const isFresh = last_success_at !== null && Math.abs(now.getTime() - last_success_at.getTime()) < successEveryMs;
  if (failures + throttles > 0 || !isFresh) await change(_id, { $set: { failures: 0, throttles: 0, last_success_at: now } }, { down_since: null });
}

/** Writes down a provider's failure; true where the lane is closed now, so that its rows wait. `wasProbe`: the row was the one that tried. */
export async function noteTrouble({ lane, trouble, wasProbe, now }: { lane: Lane; trouble: ProviderTrouble; wasProbe: boolean; now: Date }): Promise<boolean> {
  const { kind, reason } = trouble;
  if (kind === "busy") {
    if (wasProbe) await returnProbe(lane, now);
    return false;
  }
  const isThrottled = kind === "throttled";
  const counted = await change(lane, {
    $inc: { failures: isThrottled ? 0 : 1, throttles: isThrottled ? 1 : 0 },
    $set: { last_failure_at: now },
    ...(isThrottled && { $max: { paused_until: new Date(now.getTime() + pauseMs(trouble.retry_after_ms)) } }),
  });
  if (!counted) return false;
  if (counted.down_since) {
    const next = wasProbe ? { probes: counted.probes + 1, probe_at: new Date(now.getTime() + probeDelayMs(counted.probes + 1)) } : {};
    await collections().lanes.updateOne({ _id: lane, down_since: counted.down_since }, { $set: { reason, ...next } });
    return true;
  }
  if (kind !== "refused" && counted.failures < failuresUntilDown && counted.throttles < throttlesUntilDown) return isThrottled;
  const down = { down_since: now, reason, probes: 0, probe_at: new Date(now.getTime() + probeDelayMs(0)) };
  const { modifiedCount } = await collections().lanes.updateOne({ _id: lane, down_since: null }, { $set: down });
  // Once for the outage, and not once for each row that meets it.
  if (modifiedCount > 0) reportError(new Error(`What needs ${lane} waits: ${reason}`), { area: "worker" });
  return true;
}

async function change(lane: Lane, update: UpdateFilter<LaneDocument>, only: { down_since?: null } = {}): Promise<LaneDocument | null> {
  const touched = new Set(Object.values(update).flatMap((fields: object) => Object.keys(fields)));
  const $setOnInsert = Object.fromEntries(Object.entries(unheardOf).filter(([field]) => !touched.has(field)));
  const write = () => collections().lanes.findOneAndUpdate({ _id: lane, ...only }, { ...update, $setOnInsert }, { upsert: true, returnDocument: "after" });
  return write().catch((error: unknown) => {
    if (!duplicateKeyFields(error)) throw error;
    // Two processes write of a lane for the first time, and this one came second; or the filter left out the row that is there.
    return collections().lanes.findOneAndUpdate({ _id: lane, ...only }, update, { returnDocument: "after" });
  });
}
