import { randomUUID } from "node:crypto";
import type { EmulatorContext } from "../emulator.ts";
import { MixpanelRefusal } from "./errors.ts";
import { isRecord } from "./payload.ts";

const events = "mixpanel.events";
const oldest_ms = 5 * 24 * 3_600_000;

/** One event as Mixpanel has it. What Mixpanel itself gives a meaning to stands apart from what the product said. */
export interface StoredEvent {
  id: string;
  event: string;
  distinct_id: string | null;
  /** What the product said. */
  properties: Record<string, unknown>;
  /** token, time, $insert_id, mp_lib and whatever else begins with $ or mp_. */
  reserved: Record<string, unknown>;
  happened_at: string;
  received_at: string;
}

/** Takes all of them, or throws and takes none. The same event, person, time and $insert_id again is the same event. */
export function trackAll(context: EmulatorContext, things: Record<string, unknown>[]): void {
  const read = things.map((thing) => readEvent(context, thing));
  for (const event of read) context.store.put(events, keyOf(event), event);
}

/** Oldest first. */
export function listEvents(context: EmulatorContext): StoredEvent[] {
  return context.store.list<StoredEvent>(events);
}

export function tokenOf(event: StoredEvent): string {
  return String(event.reserved.token);
}

function readEvent(context: EmulatorContext, thing: Record<string, unknown>): StoredEvent {
  const { event, properties } = thing;
  if (typeof event !== "string" || event === "") throw new MixpanelRefusal("event, missing or empty");
  if (!isRecord(properties)) throw new MixpanelRefusal("properties, missing or empty");
  if (typeof properties.token !== "string" || properties.token === "") throw new MixpanelRefusal("token, missing or empty");
  if (Object.keys(properties).length > 255) throw new MixpanelRefusal("properties, more than 255");
  const received = context.now();
  const { own, reserved } = apart(properties);
  return {
    id: randomUUID(),
    event,
    distinct_id: typeof properties.distinct_id === "string" ? properties.distinct_id : null,
    properties: own,
    reserved,
    happened_at: happenedAt(properties.time, received).toISOString(),
    received_at: received.toISOString(),
  };
}

/** Seconds or milliseconds since 1970; what lies ahead is taken as now, what is older than five days is refused. */
function happenedAt(time: unknown, received: Date): Date {
  if (time === undefined) return received;
  if (typeof time !== "number" || !Number.isFinite(time) || time <= 0) throw new MixpanelRefusal("time, not a number since 1970");
  const at = new Date(time < 1e11 ? time * 1_000 : time);
  if (at.getTime() < received.getTime() - oldest_ms) throw new MixpanelRefusal("time, older than 5 days: use /import");
  return at > received ? received : at;
}

function apart(properties: Record<string, unknown>): { own: Record<string, unknown>; reserved: Record<string, unknown> } {
  const isReserved = (name: string) => name.startsWith("$") || name.startsWith("mp_") || ["token", "time", "distinct_id", "ip"].includes(name);
  const entries = Object.entries(properties);
  return { own: Object.fromEntries(entries.filter(([name]) => !isReserved(name))), reserved: Object.fromEntries(entries.filter(([name]) => isReserved(name))) };
}

function keyOf({ id, event, distinct_id, happened_at, reserved }: StoredEvent): string {
  return typeof reserved.$insert_id === "string" ? JSON.stringify([event, distinct_id, happened_at, reserved.$insert_id]) : id;
}
