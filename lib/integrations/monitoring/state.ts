import "server-only";
import type * as SentrySdk from "@sentry/nextjs";
import type newrelic from "newrelic";

export type NewRelicAgent = typeof newrelic;

interface MonitoringState {
  /** The SDK, once it was started; null where there is none, and then nothing of it is loaded. */
  sentry: typeof SentrySdk | null;
  /** The agent, where it was loaded before the app. */
  newrelic: NewRelicAgent | null;
}

// Routes and the instrumentation are bundled apart; both have to find what was started once.
const shared = globalThis as typeof globalThis & { maestrohub_monitoring?: MonitoringState };

export function monitoring(): MonitoringState {
  shared.maestrohub_monitoring ??= { sentry: null, newrelic: null };
  return shared.maestrohub_monitoring;
}
