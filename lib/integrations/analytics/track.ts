import "server-only";
import { env } from "@/lib/config/env";
import { mayReport } from "@/lib/consent/may-report";
import { log } from "@/lib/log/log";
import type { AnalyticsEvent, AnalyticsEvents } from "./events";

/**
 * Sends one event to Mixpanel and returns at once; without a token, or when Mixpanel fails, nothing happens. Whether the
 * person has said yes is asked here, against the usual direction, so that no caller can forget it (lib/consent).
 */
export function track<E extends AnalyticsEvent>(event: E, distinctId: string, properties: AnalyticsEvents[E]): void {
  const { mixpanel } = env();
  if (!mixpanel || mixpanel.is_emulated) return;
  void sendAllowed(mixpanel.token, event, { ...properties, distinct_id: distinctId }).catch((error: unknown) =>
    log().warn({ err: error, event }, "an analytics event was lost"),
  );
}

async function sendAllowed(token: string, event: string, properties: { distinct_id: string }): Promise<void> {
  if (await mayReport(properties.distinct_id)) await send(token, event, properties);
}

async function send(token: string, event: string, properties: Record<string, unknown>): Promise<void> {
  const { default: Mixpanel } = await import("mixpanel");
  const client = Mixpanel.init(token);
  await new Promise<void>((resolve, reject) => client.track(event, properties, (error) => (error ? reject(error) : resolve())));
}
