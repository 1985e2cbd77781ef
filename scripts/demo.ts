import "./load-env-file.ts";
import { existsSync } from "node:fs";
import { endTogether, explainAndEnd, runToEnd, startNext, waitFor } from "./run-app.ts";
import { demoLogins } from "./seed/demo-logins.ts";
import { startServices } from "./services.ts";

/**
 * `npm run demo`: the production build with demonstration data and every provider emulated. The one production build
 * that may use emulators, because it says so itself.
 */
const port = Number(process.env.PORT ?? 3000);
const address = `http://localhost:${port}`;
const started = Date.now();

const services = await startServices({
  data_dir: ".data",
  emulators_port: Number(process.env.EMULATORS_PORT ?? 4010),
  webhook_url: `http://127.0.0.1:${port}/api/stripe/webhook`,
}).catch(explainAndEnd);
const env: NodeJS.ProcessEnv = {
  ...process.env,
  NODE_ENV: "production",
  APP_URL: address,
  PORT: String(port),
  MONGO_URL: services.mongo_url,
  EMULATORS_URL: services.emulators_url,
  ...(process.env.NEW_RELIC_LICENSE_KEY ? {} : { NEW_RELIC: "emulator" }),
  SENTRY_ENVIRONMENT: process.env.SENTRY_ENVIRONMENT ?? "demo",
  BETTER_AUTH_SECRET: process.env.BETTER_AUTH_SECRET ?? "the-demo-keeps-no-secret-of-anybody",
};
step("Building");
runToEnd(["node_modules/next/dist/bin/next", "build"], env);
step("Writing demonstration data");
runToEnd(["node_modules/tsx/dist/cli.mjs", "--conditions=react-server", "scripts/seed.ts"], env);
step("Starting");
const app = startNext("start", { port, env: { ...env, LOG_LEVEL: process.env.LOG_LEVEL ?? "warn" } });
endTogether(app, services.stop);
await waitFor(`${address}/api/health/integrations`, app);

console.log(`
MaestroHub is ready after ${Math.round((Date.now() - started) / 1_000)} s:   ${address}
Mails, payments, statistics, errors: ${services.emulators_url}

${demoLogins.map(({ role, email, password, authenticator_secret }) => `  ${role.padEnd(9)} ${email.padEnd(22)} ${password}${authenticator_secret ? `   code: ${services.emulators_url}/authenticator` : ""}`).join("\n")}

Pay with 4242 4242 4242 4242; 4000 0000 0000 0002 is declined; 4000 0025 0000 3155 asks for authentication.
Ctrl+C ends everything.${existsSync(".data") ? " The data stays in .data/." : ""}
`);

function step(text: string): void {
  console.log(`${text} …`);
}
