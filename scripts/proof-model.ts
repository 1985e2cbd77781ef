/**
 * npm run proof:model -- [--seed 1] [--commands 10000] [--length 50] [--only 3,17,42]
 * Random commands, about one of five broken off at a random write, against a plain model of sessions and money (lib/proofs). A seed gives
 * `--length` commands and an ending; as many seeds as it takes for all commands, from `--seed` on. What diverges is shrunk to the fewest commands and
 * printed with what plays it again. On a database of its own, embedded unless MONGO_URL says otherwise.
 */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { parseArgs } from "node:util";
import { startDatabase } from "./services.ts";
import { withoutProviders } from "./without-providers.ts";

const { values } = parseArgs({
  options: { seed: { type: "string", default: "1" }, commands: { type: "string", default: "10000" }, length: { type: "string", default: "50" }, only: { type: "string" } },
});
const first = Number(values.seed);
const length = Number(values.length);
const only = values.only?.split(",").map(Number);
const count = only ? 1 : Math.ceil(Number(values.commands) / length);
if (![first, length, count, ...(only ?? [])].every((number) => Number.isSafeInteger(number) && number >= 0)) throw new Error("--seed, --commands, --length and --only take whole numbers.");

const data_dir = mkdtempSync(`${tmpdir()}/maestrohub-proof-`);
const database = await startDatabase(data_dir);
Object.assign(process.env, withoutProviders, { MONGO_URL: database.url, DB_NAME: `proof_${Date.now().toString(36)}`, LOG_LEVEL: "silent" });
const { startForTest } = await import("../emulators/stripe/testing.ts");
const emulator = await startForTest();
process.env.EMULATORS_URL = emulator.url;
const { getClient, getDb } = await import("@/lib/db/client");
const { prepareDatabase } = await import("@/lib/db/start-up");
const { proveModel, tell } = await import("@/lib/proofs/test-model-proof");

try {
  await prepareDatabase(new Date(0));
  const began = performance.now();
  const report = await proveModel({ seeds: Array.from({ length: count }, (_, i) => first + i), length, only, emulator, onProgress: (line) => console.log(line) });
  console.log(Object.entries(report.answers).toSorted().map(([answer, times]) => `${answer}: ${times}`).join(", "));
  console.log(report.divergence ? tell(report.divergence) : "The product and the model never diverged.");
  console.log(`${report.commands} commands, ${report.broken} of them broken off, in ${Math.round((performance.now() - began) / 1_000)} s.`);
  process.exitCode = report.divergence ? 1 : 0;
  await getDb().dropDatabase();
} finally {
  await getClient().close();
  await emulator.close();
  await database.stop();
  rmSync(data_dir, { recursive: true, force: true });
}
