import "server-only";
import { env } from "@/lib/config/env";
import { prepareDatabase } from "@/lib/db/start-up";
import { watchFrontDoor } from "@/lib/http/front-door";
import { startWorker } from "@/lib/jobs/worker";
import { log } from "@/lib/log/log";

/** Checks the environment, prepares the database, starts the worker. A server that cannot do its work does not start. */
export async function startServer(): Promise<void> {
  const { sentry, newrelic, node_env, runs_worker } = env();
  if (newrelic) await import("newrelic");
  if (sentry) {
    const Sentry = await import("@sentry/nextjs");
    Sentry.init({ dsn: sentry.dsn, environment: node_env, tracesSampleRate: 0.1 });
  }
  watchFrontDoor();
  await prepareDatabase(new Date());
  if (runs_worker) startWorker();
  log().info({ runs_worker }, "MaestroHub is ready");
}
