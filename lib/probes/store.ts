import "server-only";
import type { ClientSession } from "mongodb";
import { machineNow } from "@/lib/clock/clock";
import { collections } from "@/lib/db/collections";
import { duplicateKeyFields } from "@/lib/db/errors";
import { isBad } from "./rules";
import type { Report, Service, ServiceHourDocument, ServiceStateDocument } from "./schema";

const hourMs = 3_600_000;
const keptDays = 30;

export function findState(service: Service): Promise<ServiceStateDocument | null> {
  return collections().integration_states.findOne({ _id: service });
}

export function listStates(): Promise<ServiceStateDocument[]> {
  return collections().integration_states.find({}).toArray();
}

/** False where somebody else wrote a report meanwhile: theirs stands, and of two looks at the same moment one is counted. */
export async function replaceState(before: ServiceStateDocument | null, after: ServiceStateDocument, session: ClientSession): Promise<boolean> {
  const { integration_states } = collections();
  if (before) {
    const { matchedCount } = await integration_states.replaceOne({ _id: after._id, "report.checked_at": before.report.checked_at }, after, { session });
    return matchedCount === 1;
  }
  try {
    await integration_states.insertOne(after, { session });
    return true;
  } catch (error) {
    if (duplicateKeyFields(error)) return false;
    throw error;
  }
}

/** Adds a report to its hour; hours are gone by themselves after thirty days. */
export async function addToHour(report: Report, session: ClientSession): Promise<void> {
  const hour = new Date(Math.floor(report.checked_at.getTime() / hourMs) * hourMs);
  const { latency_ms, service, state } = report;
  const known = latency_ms !== null;
  await collections().integration_hours.updateOne(
    { _id: `${service}:${hour.toISOString().slice(0, 13)}` },
    {
      $setOnInsert: { service, hour, expires_at: new Date(machineNow().getTime() + keptDays * 24 * hourMs) },
      $inc: { checks: 1, bad: isBad(report) ? 1 : 0, degraded: state === "degraded" ? 1 : 0, latency_sum_ms: latency_ms ?? 0, latency_count: known ? 1 : 0 },
      $max: { latency_max_ms: latency_ms ?? 0 },
    },
    { upsert: true, session },
  );
}

export function listHours(since: Date): Promise<ServiceHourDocument[]> {
  return collections()
    .integration_hours.find({ hour: { $gte: since } })
    .sort({ hour: 1 })
    .toArray();
}
