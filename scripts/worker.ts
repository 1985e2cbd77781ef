import "./load-env-file.ts";
import { startDatabase } from "./services.ts";

/**
 * `npm run worker`: everything that happens later, in a process of its own. The app's processes may then have WORKER=off; it does no
 * harm where they have not. Without MONGO_URL it joins the database of `npm run dev`.
 */
if (process.env.MONGO_URL && !process.env.EMULATORS_URL) Object.assign(process.env, { NODE_ENV: process.env.NODE_ENV ?? "production" });
process.env.MONGO_URL ??= (await startDatabase(".data")).url;
const { startWorkerAlone } = await import("@/lib/start-server");
const { getClient } = await import("@/lib/db/client");

try {
  const worker = await startWorkerAlone();
  console.log("The worker is ready.");
  for (const signal of ["SIGTERM", "SIGINT"] as const) {
    process.once(signal, () => {
      const end = async () => {
        await getClient().close();
        process.exit(0);
      };
      void worker.stop().then(end, end);
    });
  }
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
}
