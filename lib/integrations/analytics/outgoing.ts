import "server-only";
import { addAnalyticsEvents } from "@/lib/analytics-events/store";
import type { AnalyticsEventDocument } from "@/lib/analytics-events/schema";
import { env } from "@/lib/config/env";
import { log } from "@/lib/log/log";
import type { AnalyticsEvent } from "./events";
import type { Actor } from "./find-actor";
import { type MixpanelEvent, type MixpanelProfile, sendEvents, sendProfile } from "./mixpanel-client";

/** What is too much to hold in memory while Mixpanel is away is dropped: it is worth no request of anybody. */
const heldAtMost = 1_000;
const batchSize = 50;
const flushMs = 1_000;
/** Waits after a failure, doubled each time; what failed as often as this is dropped. */
const retryMs = 2_000;
const triesAtMost = 5;

type Item = { kind: "event"; event: MixpanelEvent; tries: number } | { kind: "profile"; profile: MixpanelProfile; tries: number };

interface Outgoing {
  rows: AnalyticsEventDocument[];
  items: Item[];
  timer: NodeJS.Timeout | null;
  flushing: Promise<void> | null;
  /** Steps whose person is still being found out. */
  pending: Set<Promise<unknown>>;
  failures: number;
  not_before: number;
  dropped: number;
}

// Routes and the instrumentation are bundled apart; the process has one queue all the same.
const shared = globalThis as typeof globalThis & { maestrohub_analytics?: Outgoing };

function outgoing(): Outgoing {
  shared.maestrohub_analytics ??= { rows: [], items: [], timer: null, flushing: null, pending: new Set(), failures: 0, not_before: 0, dropped: 0 };
  return shared.maestrohub_analytics;
}

export function pendingSteps(): Set<Promise<unknown>> {
  return outgoing().pending;
}

/** For our own count. Of whoever did not say yes: what it was and in which hour, and nothing that could tell who. */
export function keepStep(step: { id: string; event: AnalyticsEvent; at: Date; actor: Pick<Actor, "person" | "role" | "market">; properties: Record<string, unknown>; source: "server" | "browser" }): void {
  const { id, event, at, actor, properties, source } = step;
  const { person, role, market } = actor;
  const known = person === null ? { at: new Date(at.getTime() - (at.getTime() % 3_600_000)), properties: {} } : { at, properties };
  const { rows } = outgoing();
  if (rows.length < heldAtMost) rows.push({ _id: id, event, person, role, market, source, ...known });
  schedule();
}

/** For Mixpanel, where there is one: only what its person has allowed comes here. */
export function sendStep(step: { id: string; event: AnalyticsEvent; at: Date; person: string; device: string | null; is_signed_in: boolean; properties: Record<string, unknown> }): void {
  const { id, event, at, person, device, is_signed_in, properties } = step;
  const identity = { distinct_id: person, ...(device && { $device_id: device }), ...(is_signed_in && { $user_id: person }) };
  // Letters, digits and hyphens: by it Mixpanel knows the same event when it comes again.
  const $insert_id = id.replaceAll("_", "-");
  hold({ kind: "event", event: { event, properties: { ...properties, ...identity, time: at.getTime(), $insert_id } }, tries: 0 });
}

export function setProfile(profile: MixpanelProfile): void {
  hold({ kind: "profile", profile, tries: 0 });
}

/** Until everything that was reported by now is written and sent, or was given up; for tests, and for a process that ends. */
export async function flushAnalytics(): Promise<void> {
  const state = outgoing();
  while (state.pending.size > 0) await Promise.allSettled([...state.pending]);
  state.not_before = 0;
  await state.flushing;
  await flush();
}

function hold(item: Item): void {
  if (!env().mixpanel) return;
  const state = outgoing();
  if (state.items.length >= heldAtMost) {
    state.dropped += 1;
    if (state.dropped === 1) log().warn("Mixpanel does not keep up: events are dropped");
    return;
  }
  state.items.push(item);
  schedule();
}

function schedule(): void {
  const state = outgoing();
  if (state.timer || state.flushing) return;
  state.timer = setTimeout(() => void flush(), Math.max(flushMs, state.not_before - performance.now())).unref();
}

/** One at a time. Never throws: what cannot be written or sent is dropped in the end. */
function flush(): Promise<void> {
  const state = outgoing();
  if (state.timer) clearTimeout(state.timer);
  state.timer = null;
  state.flushing ??= work(state).finally(() => {
    state.flushing = null;
    if (state.rows.length > 0 || state.items.length > 0) schedule();
  });
  return state.flushing;
}

async function work(state: Outgoing): Promise<void> {
  const rows = state.rows.splice(0);
  if (rows.length > 0) await addAnalyticsEvents(rows).catch((error: unknown) => log().warn({ err: error, lost: rows.length }, "steps were not counted"));
  while (state.items.length > 0 && performance.now() >= state.not_before) {
    const batch = takeBatch(state);
    try {
      await send(batch);
      Object.assign(state, { failures: 0, dropped: 0 });
    } catch (error) {
      state.failures += 1;
      state.not_before = performance.now() + Math.min(retryMs * 2 ** (state.failures - 1), 5 * 60_000);
      const again = batch.map((item) => ({ ...item, tries: item.tries + 1 })).filter(({ tries }) => tries < triesAtMost);
      state.items.unshift(...again);
      log().warn({ err: error, lost: batch.length - again.length, attempt: state.failures }, "Mixpanel did not take what was sent");
    }
  }
}

/** Events together, a profile alone: the SDK takes no two at once. */
function takeBatch({ items }: Outgoing): Item[] {
  if (items[0]?.kind === "profile") return items.splice(0, 1);
  const end = items.findIndex(({ kind }) => kind === "profile");
  return items.splice(0, Math.min(batchSize, end < 0 ? items.length : end));
}

function send(batch: Item[]): Promise<void> {
  const [first] = batch;
  const attempt = (first?.tries ?? 0) + 1;
  if (first?.kind === "profile") return sendProfile(first.profile, attempt);
  return sendEvents(batch.flatMap((item) => (item.kind === "event" ? [item.event] : [])), attempt);
}
