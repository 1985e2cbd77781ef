import "./load-env-file.ts";
import { spawnSync } from "node:child_process";
import { startDatabase } from "./services.ts";

/**
 * Runs one script of the app (`node scripts/with-database.ts scripts/seed.ts …`) on the database of MONGO_URL, or on the embedded
 * one, which is used as it is where `npm run dev` has it running.
 */
const [script = "", ...args] = process.argv.slice(2);
const database = await startDatabase(".data");
const { status } = spawnSync(process.execPath, ["node_modules/tsx/dist/cli.mjs", "--conditions=react-server", script, ...args], {
  stdio: "inherit",
  env: { ...process.env, MONGO_URL: database.url },
});
await database.stop();
process.exit(status ?? 1);
