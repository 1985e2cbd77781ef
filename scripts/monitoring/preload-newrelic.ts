import "../load-env-file.ts";
import { createRequire } from "node:module";

/**
 * Loads New Relic's agent before everything else, where there is a key for it or NEW_RELIC=emulator asks for it; else it
 * does nothing at all. `node --import` waits for it, which is what the agent needs: it can only watch what is loaded after it.
 */
const { NEW_RELIC_LICENSE_KEY, NEW_RELIC, EMULATORS_URL } = process.env;

if (NEW_RELIC_LICENSE_KEY) load({});
else if (NEW_RELIC === "emulator" && EMULATORS_URL) load(await emulatorSettings(EMULATORS_URL));

function load(settings: Record<string, string>): void {
  const usual = {
    NEW_RELIC_NO_CONFIG_FILE: "true",
    NEW_RELIC_APP_NAME: "MaestroHub",
    // To the log of the process, and only what somebody must mend; no file of its own.
    NEW_RELIC_LOG: "stderr",
    NEW_RELIC_LOG_LEVEL: "error",
    // Our log stays ours.
    NEW_RELIC_APPLICATION_LOGGING_ENABLED: "false",
    // Addresses may carry what opens something, and headers may be anything.
    NEW_RELIC_ATTRIBUTES_EXCLUDE: "request.uri,request.parameters.*,request.headers.*,response.headers.*,http.url",
    NEW_RELIC_ERROR_COLLECTOR_IGNORE_ERROR_CODES: "404",
  };
  for (const [name, value] of Object.entries({ ...usual, ...settings })) process.env[name] ||= value;
  createRequire(import.meta.url)("newrelic");
  (globalThis as { maestrohub_newrelic_loaded?: boolean }).maestrohub_newrelic_loaded = true;
}

/** Where the emulator's collector listens and which certificate it has; and no question about clouds to a network that may not be there. */
async function emulatorSettings(emulators_url: string): Promise<Record<string, string>> {
  const answer = await fetch(`${emulators_url.replace(/\/$/, "")}/newrelic/collector`);
  const { host, port, certificate } = (await answer.json()) as { host: string; port: number; certificate: string };
  const clouds = ["AWS", "AZURE", "AZUREFUNCTION", "GCP", "PCF", "DOCKER", "KUBERNETES"];
  return {
    NEW_RELIC_LICENSE_KEY: "e".repeat(40),
    NEW_RELIC_HOST: host,
    NEW_RELIC_PORT: String(port),
    NEW_RELIC_CERTIFICATES: certificate,
    ...Object.fromEntries(clouds.map((cloud) => [`NEW_RELIC_UTILIZATION_DETECT_${cloud}`, "false"])),
  };
}
