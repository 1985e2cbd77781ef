import { randomUUID } from "node:crypto";
import { decodedBody } from "../decoded-body.ts";
import type { EmulatorContext, EmulatorRequest } from "../emulator.ts";
import { keepReceived } from "../received.ts";
import { CollectorRefusal } from "./errors.ts";
import { keepErrorTraces, keepEvents, keepMetrics } from "./records.ts";

/** One connection of one agent. */
export interface StoredRun {
  id: string;
  app_name: string;
  agent_version: string;
  pid: number;
  connected_at: string;
  ended_at: string | null;
}

export interface CollectorSettings {
  /** How often agents that connect from now on send their events; New Relic says five seconds too. */
  harvest_ms: number;
  /** Where agents are to send to, as "host:port". */
  address: string;
}

type Method = (call: { context: EmulatorContext; settings: CollectorSettings; payload: unknown[] }) => unknown;

/** Protocol 17, as the agent of Node speaks it: POST /agent_listener/invoke_raw_method?method=…, the answer in `return_value`. */
export function invoke(context: EmulatorContext, settings: CollectorSettings, request: EmulatorRequest): object {
  const { searchParams } = request.url;
  requireLicense(searchParams.get("license_key"));
  const name = searchParams.get("method") ?? "";
  const method = Object.hasOwn(methods, name) ? methods[name] : undefined;
  if (!method) throw new CollectorRefusal(404, "InvalidMethod", `The emulator knows no method "${name}".`);
  const text = unpacked(request);
  keepReceived(context, { emulator: "newrelic", path: name, text });
  if (!["preconnect", "connect"].includes(name)) requireRun(context, searchParams.get("run_id"));
  const payload = name === "shutdown" ? [searchParams.get("run_id")] : parseList(text);
  return { return_value: method({ context, settings, payload }) };
}

export function listRuns(context: EmulatorContext): StoredRun[] {
  return context.store.list<StoredRun>("newrelic.runs");
}

const methods: Record<string, Method> = {
  preconnect: ({ settings }) => ({ redirect_host: settings.address, security_policies: {} }),
  connect,
  agent_settings: () => [],
  metric_data: ({ context, payload }) => (keepMetrics(context, payload), []),
  analytic_event_data: ({ context, payload }) => (keepEvents(context, "transactions", payload), null),
  custom_event_data: ({ context, payload }) => (keepEvents(context, "custom_events", payload), null),
  error_event_data: ({ context, payload }) => (keepEvents(context, "error_events", payload), null),
  span_event_data: ({ context, payload }) => (keepEvents(context, "spans", payload), null),
  error_data: ({ context, payload }) => (keepErrorTraces(context, payload), null),
  // Kept to the letter with everything that was received, and shown nowhere.
  transaction_sample_data: () => null,
  sql_trace_data: () => null,
  log_event_data: () => null,
  shutdown: ({ context, payload: [run_id] }) => {
    const run = context.store.get<StoredRun>("newrelic.runs", String(run_id));
    if (run) context.store.put("newrelic.runs", run.id, { ...run, ended_at: context.now().toISOString() });
    return null;
  },
};

function connect({ context, settings, payload: [facts] }: Parameters<Method>[0]): object {
  const { app_name, agent_version, pid, event_harvest_config } = facts as {
    app_name: string[];
    agent_version: string;
    pid: number;
    event_harvest_config?: { harvest_limits?: object };
  };
  const run: StoredRun = { id: randomUUID(), app_name: app_name.join("; "), agent_version, pid, connected_at: context.now().toISOString(), ended_at: null };
  context.store.put("newrelic.runs", run.id, run);
  return {
    agent_run_id: run.id,
    account_id: "1",
    primary_application_id: "1",
    trusted_account_key: "1",
    entity_guid: Buffer.from("1|APM|APPLICATION|1").toString("base64"),
    product_level: 40,
    apdex_t: 0.5,
    collect_traces: true,
    collect_errors: true,
    collect_error_events: true,
    collect_analytics_events: true,
    collect_custom_events: true,
    collect_span_events: true,
    sampling_target: 10,
    sampling_target_period_in_seconds: 60,
    event_harvest_config: { report_period_ms: settings.harvest_ms, harvest_limits: event_harvest_config?.harvest_limits ?? {} },
    span_event_harvest_config: { report_period_ms: settings.harvest_ms, harvest_limit: 1_000 },
    messages: [{ message: "Reporting to the emulator", level: "INFO" }],
  };
}

/** Forty characters, as New Relic's are. */
function requireLicense(key: string | null): void {
  if (!key || !/^\w{40}$/.test(key)) throw new CollectorRefusal(401, "LicenseException", "Invalid license key, please contact support@newrelic.com");
}

/** An agent of before a reset, or of another emulator, is told to connect anew. */
function requireRun(context: EmulatorContext, run_id: string | null): void {
  if (!run_id || !context.store.get("newrelic.runs", run_id)) throw new CollectorRefusal(409, "ForceRestartException", "There is no such agent run.");
}

function unpacked(request: EmulatorRequest): string {
  try {
    return decodedBody(request).toString("utf8");
  } catch {
    throw new CollectorRefusal(415, "InvalidFormat", "The body is not packed as its content-encoding says.");
  }
}

function parseList(text: string): unknown[] {
  try {
    const parsed: unknown = JSON.parse(text);
    if (Array.isArray(parsed)) return parsed;
  } catch {
    // Said below, in the same words.
  }
  throw new CollectorRefusal(400, "InvalidFormat", "The body is no JSON list.");
}
