import "server-only";
import { env } from "@/lib/config/env";
import { prepareDatabase } from "@/lib/db/start-up";
import { startMonitoring } from "@/lib/integrations/monitoring/start-monitoring";
import { startWorker } from "@/lib/jobs/worker";
import { log } from "@/lib/log/log";

/** Checks the environment, begins to watch, prepares the database, starts the worker. A server that cannot do its work does not start. */
export async function startServer(): Promise<void> {
  const { runs_worker } = env();
  await startMonitoring();
  await prepareDatabase(new Date());
  if (runs_worker) startWorker();
  log().info({ runs_worker }, "MaestroHub is ready");
}
