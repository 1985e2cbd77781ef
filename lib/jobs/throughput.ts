import "server-only";
import { collections } from "@/lib/db/collections";

/** How many rows were done in each minute of the last hour and in each hour of the last day, the oldest first. */
export interface Throughput {
  minutes: number[];
  hours: number[];
}

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;

export async function readThroughput(now: Date): Promise<Throughput> {
  const [minutes, hours] = await Promise.all([countBy(now, minuteMs, 60), countBy(now, hourMs, 24)]);
  return { minutes, hours };
}

async function countBy(now: Date, stepMs: number, steps: number): Promise<number[]> {
  const from = now.getTime() - steps * stepMs;
  const pipeline = [
    { $match: { status: "done", done_at: { $gt: new Date(from), $lte: now } } },
    { $group: { _id: { $floor: { $divide: [{ $subtract: ["$done_at", new Date(from)] }, stepMs] } }, count: { $sum: 1 } } },
  ];
  const { outbox, webhook_events } = collections();
  type Step = { _id: number; count: number };
  const counted = (await Promise.all([outbox.aggregate<Step>(pipeline).toArray(), webhook_events.aggregate<Step>(pipeline).toArray()])).flat();
  const counts = Array<number>(steps).fill(0);
  // What is done at this very moment belongs to the last step.
  for (const { _id, count } of counted) counts[Math.min(_id, steps - 1)] = (counts[Math.min(_id, steps - 1)] ?? 0) + count;
  return counts;
}
