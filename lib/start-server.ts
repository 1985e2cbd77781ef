import "server-only";
import { clockNow } from "@/lib/clock/clock";
import { followEmulators } from "@/lib/clock/follow-emulators";
import { env } from "@/lib/config/env";
import { prepareDatabase } from "@/lib/db/start-up";
import { startWorker, type Worker } from "@/lib/jobs/worker";
import { log } from "@/lib/log/log";

/** Checks the environment, prepares the database, starts the worker. A server that cannot do its work does not start. */
export async function startServer(): Promise<void> {
  await prepareProcess();
  const { runs_worker } = env();
  if (runs_worker) endWith(startWorker());
  log().info({ runs_worker }, "MaestroHub is ready");
}

/** The worker without the app, for `npm run worker`. */
export async function startWorkerAlone(): Promise<Worker> {
  await prepareProcess();
  log().info("MaestroHub's worker is ready");
  return startWorker();
}

async function prepareProcess(): Promise<void> {
  const { sentry, newrelic, node_env, emulators_url } = env();
  if (newrelic) await import("newrelic");
  if (sentry) {
    const Sentry = await import("@sentry/nextjs");
    Sentry.init({ dsn: sentry.dsn, environment: node_env, tracesSampleRate: 0.1 });
  }
  if (emulators_url) await followEmulators(emulators_url);
  await prepareDatabase(clockNow());
}

/** What others do at the end of this process (Next closes its server and exits) waits until the worker has left its rows in order. */
function endWith(worker: Worker): void {
  for (const signal of ["SIGTERM", "SIGINT"] as const) {
    const others = process.listeners(signal);
    process.removeAllListeners(signal);
    const endToo = () => {
      for (const other of others) other(signal);
    };
    process.once(signal, () => void worker.stop().then(endToo, endToo));
  }
}
