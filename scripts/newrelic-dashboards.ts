import "./load-env-file.ts";
import { env } from "@/lib/config/env";
import { setUpDashboards } from "@/lib/integrations/monitoring/set-up-dashboards";

/** `npm run newrelic:dashboards`: creates the four dashboards in New Relic, or sets them right; may be repeated. */
try {
  const outcomes = await setUpDashboards(process.env.NEW_RELIC_APP_NAME ?? env().newrelic?.app_name ?? "MaestroHub");
  for (const { name, did, charts } of outcomes) console.log(`${did.padEnd(8)} ${name}, ${charts} charts`);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
