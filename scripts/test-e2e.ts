import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { fileURLToPath } from "node:url";
import { findBrowser } from "./find-browser.ts";
import { findSecrets, readReceived, reportFindings } from "./find-secrets.ts";
import { runToEnd, startNext, waitFor } from "./run-app.ts";
import { end, startServices } from "./services.ts";
import { withoutProviders } from "./without-providers.ts";

/**
 * `npm run test:e2e [-- playwright's arguments]`: builds the app, starts two processes of it on one fresh database with
 * demonstration data, and plays the journeys of e2e/ in a browser. E2E_BUILT=1 uses the build that is there.
 */
const browser = await findBrowser();
const data_dir = mkdtempSync(`${tmpdir()}/maestrohub-e2e-`);
// Whatever is started from here on writes down whom it asks; money.spec.ts looks at it. (An --import would come too late in some worker threads.)
process.env.CONNECTIONS_FILE = `${data_dir}/connections.ndjson`;
process.env.NODE_OPTIONS = [process.env.NODE_OPTIONS, `--require=${JSON.stringify(fileURLToPath(new URL("note-connections.ts", import.meta.url)))}`].filter(Boolean).join(" ");
const [first, second] = [await freePort(), await freePort()];
const services = await startServices({ data_dir, emulators_port: 0, webhook_url: `http://127.0.0.1:${first}/api/stripe/webhook` });

const env: NodeJS.ProcessEnv = {
  ...process.env,
  ...withoutProviders,
  NODE_ENV: "production",
  NEXT_TELEMETRY_DISABLED: "1",
  NEXT_DIST_DIR: process.env.NEXT_DIST_DIR ?? ".next-test",
  APP_URL: `http://localhost:${first}`,
  MONGO_URL: services.mongo_url,
  DB_NAME: `e2e_${Date.now().toString(36)}`,
  EMULATORS_URL: services.emulators_url,
  BETTER_AUTH_SECRET: "the-journeys-keep-no-secret-of-anybody",
  // Every line goes to a file, to be searched for secrets; what went wrong is shown as well.
  LOG_LEVEL: process.env.LOG_LEVEL ?? "info",
  LOG_INTEGRATIONS: "debug",
  NEW_RELIC: "emulator",
  CHROMIUM_PATH: browser,
  E2E_APP_URL: `http://localhost:${first}`,
  E2E_SECOND_APP_URL: `http://localhost:${second}`,
};

if (!process.env.E2E_BUILT) runToEnd(["node_modules/next/dist/bin/next", "build"], env);
runToEnd(["node_modules/tsx/dist/cli.mjs", "--conditions=react-server", "scripts/seed.ts"], env);

const apps = [first, second].map((port) => startNext("start", { port, env: { ...env, PORT: String(port) }, logFile: `${data_dir}/app-${port}.log` }));
for (const [index, app] of apps.entries()) await waitFor(`http://localhost:${[first, second][index]}/api/health/integrations`, app);

const { status } = spawnSync(process.execPath, ["node_modules/@playwright/test/cli.js", "test", ...process.argv.slice(2)], { stdio: "inherit", env });

await Promise.all(apps.map(end));
const logs = [first, second].map((port) => ({ where: "the log", text: readFileSync(`${data_dir}/app-${port}.log`, "utf8") }));
const isClean = reportFindings(findSecrets([...(await readReceived(services.emulators_url)), ...logs]));
await services.stop();
rmSync(data_dir, { recursive: true, force: true });
process.exit(status || (isClean ? 0 : 1));

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const address = server.address();
      server.close(() => (address && typeof address === "object" ? resolve(address.port) : reject(new Error("no free port"))));
    });
  });
}
