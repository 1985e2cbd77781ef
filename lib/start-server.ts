import "server-only";
import { clockNow } from "@/lib/clock/clock";
import { followEmulators } from "@/lib/clock/follow-emulators";
import { env } from "@/lib/config/env";
import { prepareDatabase } from "@/lib/db/start-up";
import { watchFrontDoor } from "@/lib/http/front-door";
import { ensureSponsorPrices } from "@/lib/integrations/stripe/sponsor-prices";
import { startMonitoring } from "@/lib/integrations/monitoring/start-monitoring";
import { startWorker, type Worker } from "@/lib/jobs/worker";
import { log } from "@/lib/log/log";
import { watchServices } from "@/lib/probes/watch";

/** Checks the environment, begins to watch, prepares the database, starts the worker. A server that cannot do its work does not start. */
export async function startServer(): Promise<void> {
  watchFrontDoor();
  await prepareProcess();
  const { runs_worker } = env();
  if (runs_worker) endWith(startWorker());
  watchServices();
  log().info({ runs_worker }, "MaestroHub is ready");
}

/** The worker without the app, for `npm run worker`. */
export async function startWorkerAlone(): Promise<Worker> {
  await prepareProcess();
  log().info("MaestroHub's worker is ready");
  return startWorker();
}

async function prepareProcess(): Promise<void> {
  await startMonitoring();
  const { emulators_url, stripe } = env();
  if (emulators_url) await followEmulators(emulators_url);
  await prepareDatabase(clockNow());
  // At Stripe itself a person does this once (npm run stripe:prices).
  if (stripe?.emulator_url) await ensureSponsorPrices().catch((error: unknown) => log().warn({ error: String(error) }, "the emulated Stripe did not take the sponsorships' prices"));
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
