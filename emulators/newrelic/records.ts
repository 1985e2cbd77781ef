import { randomUUID } from "node:crypto";
import type { EmulatorContext } from "../emulator.ts";
import { keepNewest } from "../keep-newest.ts";

/** An event as agents send it: what the agent says of itself, what the product said, what the agent saw around it. */
export interface StoredAgentEvent {
  id: string;
  intrinsics: Record<string, unknown>;
  user: Record<string, unknown>;
  agent: Record<string, unknown>;
  received_at: string;
}

/** An error with its stack; the event of the same error says more about the transaction. */
export interface StoredErrorTrace {
  id: string;
  transaction: string;
  message: string;
  class: string;
  user: Record<string, unknown>;
  stack: string[];
  received_at: string;
}

/** One time slice of a metric summed up over all that came. */
export interface StoredMetric {
  id: string;
  name: string;
  /** The transaction within which it was measured; "" for all together. */
  scope: string;
  count: number;
  total: number;
  min: number;
  max: number;
}

const events_kept = 2_000;
type Kind = "transactions" | "custom_events" | "error_events" | "spans";

/** `[run, {…}, [[intrinsics, user, agent], …]]`, the shape of all the agent's events; those of the product's come without the middle. */
export function keepEvents(context: EmulatorContext, kind: Kind, payload: unknown[]): void {
  for (const [intrinsics = {}, user = {}, agent = {}] of listOf(payload.at(-1)) as Record<string, unknown>[][]) {
    keepNewest<StoredAgentEvent>(
      context.store,
      `newrelic.${kind}`,
      { id: randomUUID(), intrinsics, user, agent, received_at: context.now().toISOString() },
      events_kept,
    );
  }
}

/** `[run, [[timestamp, transaction, message, class, attributes], …]]` */
export function keepErrorTraces(context: EmulatorContext, payload: unknown[]): void {
  for (const [, transaction, message, type, attributes] of listOf(payload[1]) as unknown[][]) {
    const { userAttributes = {}, stack_trace } = (attributes ?? {}) as { userAttributes?: Record<string, unknown>; stack_trace?: unknown };
    const trace = {
      id: randomUUID(),
      transaction: String(transaction),
      message: String(message),
      class: String(type),
      user: userAttributes,
      stack: listOf(stack_trace).map(String),
      received_at: context.now().toISOString(),
    };
    keepNewest<StoredErrorTrace>(context.store, "newrelic.error_traces", trace, events_kept);
  }
}

/** `[run, begin, end, [[{name, scope}, [count, total, exclusive, min, max, squares]], …]]` */
export function keepMetrics(context: EmulatorContext, payload: unknown[]): void {
  for (const [{ name, scope = "" }, [count = 0, total = 0, , min = 0, max = 0]] of listOf(payload[3]) as [{ name: string; scope?: string }, number[]][]) {
    const id = JSON.stringify([name, scope]);
    const before = context.store.get<StoredMetric>("newrelic.metrics", id);
    const sum = {
      id,
      name,
      scope,
      count: count + (before?.count ?? 0),
      total: total + (before?.total ?? 0),
      min: Math.min(min, before?.min ?? min),
      max: Math.max(max, before?.max ?? max),
    };
    context.store.put<StoredMetric>("newrelic.metrics", id, sum);
  }
}

/** Oldest first. */
export function listAgentEvents(context: EmulatorContext, kind: Kind): StoredAgentEvent[] {
  return context.store.list<StoredAgentEvent>(`newrelic.${kind}`);
}

export function listErrorTraces(context: EmulatorContext): StoredErrorTrace[] {
  return context.store.list<StoredErrorTrace>("newrelic.error_traces");
}

export function listMetrics(context: EmulatorContext): StoredMetric[] {
  return context.store.list<StoredMetric>("newrelic.metrics");
}

function listOf(value: unknown): unknown[] {
  return Array.isArray(value) ? value : [];
}
