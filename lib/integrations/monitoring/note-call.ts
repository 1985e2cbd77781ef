import "server-only";
import type { CallOutcome } from "../provider-call";
import { tellNewRelic } from "./quietly";
import { monitoring } from "./state";

/** A breadcrumb in Sentry for whatever fails later in the same request, and a figure in New Relic. */
export function notePassedCall({ provider, operation, ids, ms, status, attempt, reason }: CallOutcome): void {
  const level = status === "ok" ? "info" : "warning";
  const data = { ...ids, ms, status, attempt, ...(reason && { reason }) };
  monitoring().sentry?.addBreadcrumb({ category: "provider", type: "http", level, message: `${provider} ${operation}`, data });
  tellNewRelic((agent) => {
    agent.recordMetric(`Provider/${provider}/${operation}`, ms / 1_000);
    if (status !== "ok") agent.incrementMetric(`Provider/${provider}/Failures`);
  });
}

/** As a piece of its own in New Relic's trace of the request. */
export function runAsSegment<T>(name: string, work: () => Promise<T>): Promise<T> {
  const { newrelic } = monitoring();
  return newrelic ? newrelic.startSegment(name, true, work) : work();
}
