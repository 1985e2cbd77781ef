import "server-only";
import { env } from "@/lib/config/env";
import { release } from "@/lib/config/release";
import { log } from "@/lib/log/log";
import { sentryOptions } from "./sentry-options";
import { monitoring } from "./state";

/** Once a process, before its first request. What has no key is not even loaded. */
export async function startMonitoring(): Promise<void> {
  await startSentry();
  await findNewRelic();
}

async function startSentry(): Promise<void> {
  const { sentry } = env();
  const state = monitoring();
  if (!sentry || state.sentry) return;
  const sdk = await import("@sentry/nextjs");
  // Next.js starts everything by itself: what the SDK would hook into the process besides is left alone.
  sdk.init({ ...sentryOptions, dsn: sentry.dsn, environment: sentry.environment, ...(release && { release }) });
  state.sentry = sdk;
}

/** The agent must be there before anything that it is to watch, so it is loaded before the app (scripts/monitoring/preload-newrelic.ts). */
async function findNewRelic(): Promise<void> {
  if (!env().newrelic) return;
  const loaded = (globalThis as { maestrohub_newrelic_loaded?: boolean }).maestrohub_newrelic_loaded;
  if (!loaded) return log().warn("New Relic is set up, but its agent was not loaded before the app: start it with npm start");
  monitoring().newrelic = (await import("newrelic")).default;
}
