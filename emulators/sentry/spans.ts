import type { EmulatorContext } from "../emulator.ts";
import { keepNewest } from "../keep-newest.ts";
import { SentryRefusal } from "./errors.ts";

const spans = "sentry.spans";
const kept_at_most = 5_000;

/** A piece of a trace. A segment is what a transaction was: a whole request, a page load, a job. */
export interface StoredSpan {
  id: string;
  name: string;
  trace_id: string;
  parent_span_id: string | null;
  is_segment: boolean;
  op: string | null;
  milliseconds: number;
  attributes: Record<string, unknown>;
  received_at: string;
}

/** The item "span" in its second version: https://develop.sentry.dev/sdk/telemetry/spans/span-protocol/ */
export function keepSpans(context: EmulatorContext, payload: Record<string, unknown> | null): void {
  if (!Array.isArray(payload?.items)) throw new SentryRefusal(400, "bad envelope: spans without items");
  for (const span of (payload.items as SentSpan[]).map((sent) => readSpan(context, sent))) keepNewest(context.store, spans, span, kept_at_most);
}

export function listSpans(context: EmulatorContext): StoredSpan[] {
  return context.store.list<StoredSpan>(spans);
}

interface SentSpan {
  name?: string;
  span_id?: string;
  trace_id?: string;
  parent_span_id?: string;
  start_timestamp?: number;
  end_timestamp?: number;
  is_segment?: boolean;
  attributes?: Record<string, { value?: unknown }>;
}

function readSpan(context: EmulatorContext, sent: SentSpan): StoredSpan {
  const { name, span_id, trace_id, parent_span_id, start_timestamp, end_timestamp, is_segment, attributes } = sent;
  if (!name || !span_id || !trace_id || start_timestamp === undefined || end_timestamp === undefined)
    throw new SentryRefusal(400, "bad envelope: a span is not complete");
  const values = Object.fromEntries(Object.entries(attributes ?? {}).map(([key, { value }]) => [key, value]));
  return {
    id: span_id,
    name,
    trace_id,
    parent_span_id: parent_span_id ?? null,
    is_segment: is_segment ?? false,
    op: typeof values["sentry.op"] === "string" ? values["sentry.op"] : null,
    milliseconds: Math.round((end_timestamp - start_timestamp) * 1_000),
    attributes: values,
    received_at: context.now().toISOString(),
  };
}
