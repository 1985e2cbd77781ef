import type { EmulatorContext } from "../emulator.ts";
import { listModelCalls } from "../llm/chat.ts";
import { listProfiles } from "../mixpanel/engage.ts";
import { listRuns } from "../newrelic/collector.ts";
import { listAgentEvents, listErrorTraces, listMetrics } from "../newrelic/records.ts";
import { listReceived } from "../received.ts";
import { listSpans } from "../sentry/spans.ts";
import { findEvents } from "./analytics-pages.ts";
import { newestEvents } from "./error-pages.ts";
import { describeEvent } from "./sentry-records.ts";

/** The JSON twins of the pages about watching, by the path behind /_inspect/; newest first. */
export const watchTwins: Record<string, (context: EmulatorContext, query: URLSearchParams) => object[]> = {
  analytics: (context, query) => findEvents(context, { event: query.get("event"), distinct_id: query.get("distinct_id") }),
  profiles: (context) => listProfiles(context).toReversed(),
  errors: (context) => newestEvents(context).map((event) => ({ id: event.id, kind: event.kind, received_at: event.received_at, ...describeEvent(event), payload: event.payload })),
  traces: (context) => listSpans(context).toReversed(),
  "newrelic/agents": (context) => listRuns(context).toReversed(),
  "newrelic/transactions": (context) => listAgentEvents(context, "transactions").toReversed(),
  "newrelic/events": (context) => listAgentEvents(context, "custom_events").toReversed(),
  "newrelic/errors": (context) => listErrorTraces(context).toReversed(),
  "newrelic/metrics": (context) => listMetrics(context),
  "model-calls": (context) => listModelCalls(context).toReversed(),
  /** Everything that reporting sent, to the letter. */
  received: (context, query) => listReceived(context).filter(({ emulator }) => query.get("emulator") === null || emulator === query.get("emulator")),
};
