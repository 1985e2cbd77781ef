import "./load-env-file.ts";
import { env } from "@/lib/config/env";
import { setUpAlerts } from "@/lib/integrations/monitoring/set-up-alerts";

/** `npm run sentry:alerts`: creates the three alerts in Sentry, or sets them right; may be repeated. */
try {
  for (const { name, did, sends } of await setUpAlerts()) console.log(`${did.padEnd(8)} ${name} → ${sends.join(" and ")}`);
  if (!env().sentry_api?.slack_channel) console.log("Slack is not told: set SENTRY_SLACK_CHANNEL, and connect Slack in Sentry.");
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
