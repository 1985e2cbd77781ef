import "server-only";
import { collections } from "@/lib/db/collections";

export type SignalName = "stripe_webhook_refused" | "stripe_webhook_accepted" | "probe_write";

/** Strangers may cause one with each request: no more than one write in this time and process. */
const pauseMs = 10_000;
const lastWrites = new Map<SignalName, number>();

/** Notes that something was seen, for the probes. Never throws and is never waited for: it is no part of what it watches. */
export function noteSignal(name: SignalName, now: Date): void {
  const last = lastWrites.get(name) ?? 0;
  if (Math.abs(now.getTime() - last) < pauseMs) return;
  lastWrites.set(name, now.getTime());
  void writeSignal(name, now).catch(() => lastWrites.delete(name));
}

export async function writeSignal(name: SignalName, now: Date): Promise<void> {
  await collections().integration_signals.updateOne({ _id: name }, { $max: { at: now } }, { upsert: true });
}

export async function findSignal(name: SignalName): Promise<Date | null> {
  return (await collections().integration_signals.findOne({ _id: name }))?.at ?? null;
}
